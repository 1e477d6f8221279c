# Sourced by mvnw and slipway: points JAVA_HOME at a JDK 25 or newer, or says how to get one.
# Order: JAVA_HOME, the java on PATH, the places where systems and SDKMAN keep their JDKs, or those that SLIPWAY_JDKS names
# (patterns of JDK directories, with blanks between them).

slipway_java_major() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

slipway_find_jdk() {
  slipway_path_java=$(command -v java 2>/dev/null) && slipway_path_java=$(readlink -f "$slipway_path_java") || slipway_path_java=
  slipway_places="/usr/lib/jvm/* /opt/java/* /opt/*jdk* /usr/local/*jdk* ${HOME:-}/.sdkman/candidates/java/* ${HOME:-}/.jdks/*
    /Library/Java/JavaVirtualMachines/*/Contents/Home"
  # shellcheck disable=SC2086 # a list of patterns
  for slipway_home in "${JAVA_HOME:-}" "${slipway_path_java%/bin/java}" \
    $(ls -d ${SLIPWAY_JDKS:-$slipway_places} 2>/dev/null | sort -r); do
    [ -n "$slipway_home" ] || continue
    slipway_major=$(slipway_java_major "$slipway_home") || continue
    if [ "${slipway_major:-0}" -ge 25 ]; then
      JAVA_HOME=$slipway_home
      export JAVA_HOME
      return 0
    fi
  done
  echo "slipway: no JDK 25 found in JAVA_HOME, on PATH or in the usual places." >&2
  echo "slipway: install one (https://adoptium.net, or your package manager) or set JAVA_HOME to it, then try again." >&2
  return 1
}
