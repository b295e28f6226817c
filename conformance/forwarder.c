/*
 * What the conformance runner starts, once for each test: hands its arguments to the JVM that is already running, and ends the way the JVM
 * says. Starting a JVM for each of five thousand tests would take most of an hour.
 *
 * The socket's path is in GLASSINE_SHIM. Numbers are 32 bits, big-endian.
 *   to the JVM:   count of arguments; for each its length and its octets
 *   from the JVM: exit code; length and octets for stdout; length and octets for stderr
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define FAILED 1

static void fail(const char *what) {
  perror(what);
  exit(FAILED);
}

static void put(int fd, const void *data, size_t length) {
  const char *at = data;
  while (length > 0) {
    ssize_t n = write(fd, at, length);
    if (n <= 0) fail("the JVM does not listen");
    at += n;
    length -= (size_t)n;
  }
}

static void put_number(int fd, uint32_t n) {
  unsigned char octets[4] = {(unsigned char)(n >> 24), (unsigned char)(n >> 16), (unsigned char)(n >> 8), (unsigned char)n};
  put(fd, octets, 4);
}

static void get(int fd, void *data, size_t length) {
  char *at = data;
  while (length > 0) {
    ssize_t n = read(fd, at, length);
    if (n <= 0) fail("the JVM hung up");
    at += n;
    length -= (size_t)n;
  }
}

static uint32_t get_number(int fd) {
  unsigned char octets[4];
  get(fd, octets, 4);
  return (uint32_t)octets[0] << 24 | (uint32_t)octets[1] << 16 | (uint32_t)octets[2] << 8 | octets[3];
}

static void pass_on(int fd, FILE *to) {
  uint32_t length = get_number(fd);
  char *text = malloc(length + 1);
  if (text == NULL) fail("no memory");
  get(fd, text, length);
  fwrite(text, 1, length, to);
  fflush(to);
  free(text);
}

int main(int argc, char **argv) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  const char *path = getenv("GLASSINE_SHIM");
  if (path == NULL || strlen(path) >= sizeof(address.sun_path)) {
    fputs("GLASSINE_SHIM must name the JVM's socket\n", stderr);
    return FAILED;
  }
  strcpy(address.sun_path, path);
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  if (fd < 0) fail("socket");
  if (connect(fd, (struct sockaddr *)&address, sizeof(address)) != 0) fail(path);
  put_number(fd, (uint32_t)(argc - 1));
  for (int i = 1; i < argc; i++) {
    uint32_t length = (uint32_t)strlen(argv[i]);
    put_number(fd, length);
    put(fd, argv[i], length);
  }
  uint32_t code = get_number(fd);
  pass_on(fd, stdout);
  pass_on(fd, stderr);
  return (int)code;
}
