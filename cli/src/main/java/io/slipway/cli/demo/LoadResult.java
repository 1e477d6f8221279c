package io.slipway.cli.demo;

/**
 * What a load did.
 *
 * @param failed answers other than 200, and no answer at all
 * @param seconds from the first request to the last answer
 */
record LoadResult(long requests, long failed, double seconds) {
    double perSecond() {
        return seconds == 0 ? 0 : requests / seconds;
    }
}
