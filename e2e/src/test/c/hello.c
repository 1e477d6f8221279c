/* A provider that needs no runtime: answers each request with its version, its process and its greeting. */
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static void answer(int client, const char *version) {
    char request[8192], body[256];
    struct timeval patience = {.tv_sec = 1};
    setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (read(client, request, sizeof request) > 0) {
        int length = snprintf(body, sizeof body, "{\"version\":\"%s\",\"pid\":%d,\"greeting\":\"%s\"}", version,
                              (int)getpid(), getenv("GREETING"));
        dprintf(client,
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s",
                length, body);
    }
    close(client);
}

int main(int count, char **arguments) {
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons(atoi(getenv("PORT"))),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int server = socket(AF_INET, SOCK_STREAM, 0);
    if (count != 2 || bind(server, (struct sockaddr *)&address, sizeof address) || listen(server, 128)) {
        perror("hello");
        return 1;
    }
    signal(SIGPIPE, SIG_IGN);
    printf("hello %s listens\n", arguments[1]);
    fflush(stdout);
    for (;;) {
        int client = accept(server, NULL, NULL);
        if (client >= 0) {
            answer(client, arguments[1]);
        }
    }
}
