/* The sample workload: waits for its end, reaps what it inherits, and answers every connection to port 8080. */
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void stop(int signal) { (void)signal; _exit(0); }

int main(void) {
    static const char answer[] = "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nhello from a pod without a shell\n";
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(8080)};
    char request[4096];
    int listener = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    signal(SIGINT, stop);
    signal(SIGTERM, stop);
    signal(SIGCHLD, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 16) != 0)
        for (;;) pause(); /* the port is taken (host network): then just wait */
    for (;;) {
        int connection = accept(listener, NULL, NULL);
        if (connection < 0) continue;
        if (read(connection, request, sizeof request) > 0) (void)!write(connection, answer, sizeof answer - 1);
        shutdown(connection, SHUT_WR);
        close(connection);
    }
}
