/*
 * The system's OpenSSL as a contestant: reads the commands that Worker.java documents, answers alike.
 * Both ends are in memory and on one thread. Build: cc -O2 openssl.c -o openssl -lssl -lcrypto
 */
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { WIRE = 2 * 16709, BATCH = 64, FIRST_HANDSHAKES = 3 };

/* How two ends meet. */
struct scene {
  char version[8], key[16], group[32], mode[16], authentication[16];
  int resumed, mutual;
};

/* Contexts of a scene, shared by its connections; the newest session that the client got. */
struct contexts {
  SSL_CTX *client, *server;
  SSL_SESSION *session;
};

struct pair {
  SSL *client, *server;
};

static const char *folder;
static char refusal[256];

static int refuse(const char *reason) {
  unsigned long code = ERR_get_error();
  const char *detail = code ? ERR_reason_error_string(code) : NULL;
  snprintf(refusal, sizeof refusal, "%s%s%s", reason, detail ? ": " : "", detail ? detail : "");
  ERR_clear_error();
  return 0;
}

/* Processor time of this thread, as all contestants are measured. */
static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static const char *file(const struct scene *scene, const char *rest) {
  static char name[4096];
  snprintf(name, sizeof name, "%s/%s-%s", folder, scene->key, rest);
  return name;
}

static int remember(SSL *ssl, SSL_SESSION *session) {
  struct contexts *contexts = SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl));
  SSL_SESSION_free(contexts->session);
  contexts->session = session;
  return 1;
}

static int common(SSL_CTX *context, const struct scene *scene, const char *suite13, const char *suite12) {
  int version = strcmp(scene->version, "1.3") == 0 ? TLS1_3_VERSION : TLS1_2_VERSION;
  char groups[64];
  snprintf(groups, sizeof groups, "%s:P-256", strcmp(scene->group, "x25519") == 0 ? "X25519" : "X25519MLKEM768");
  return SSL_CTX_set_min_proto_version(context, version) && SSL_CTX_set_max_proto_version(context, version) &&
         SSL_CTX_set_ciphersuites(context, suite13) && SSL_CTX_set_cipher_list(context, suite12) &&
         SSL_CTX_set1_groups_list(context, groups);
}

static int identity(SSL_CTX *context, const struct scene *scene, const char *role) {
  char rest[32];
  snprintf(rest, sizeof rest, "%s.pem", role);
  if (SSL_CTX_use_certificate_file(context, file(scene, rest), SSL_FILETYPE_PEM) != 1) return 0;
  snprintf(rest, sizeof rest, "%s.key", role);
  return SSL_CTX_use_PrivateKey_file(context, file(scene, rest), SSL_FILETYPE_PEM) == 1;
}

static int open_contexts(struct contexts *contexts, const struct scene *scene, int chacha) {
  const char *suite13 = chacha ? "TLS_CHACHA20_POLY1305_SHA256" : "TLS_AES_128_GCM_SHA256";
  char suite12[64];
  snprintf(suite12, sizeof suite12, "ECDHE-%s-%s", strcmp(scene->key, "rsa") == 0 ? "RSA" : "ECDSA",
           chacha ? "CHACHA20-POLY1305" : "AES128-GCM-SHA256");
  memset(contexts, 0, sizeof *contexts);
  contexts->client = SSL_CTX_new(TLS_client_method());
  contexts->server = SSL_CTX_new(TLS_server_method());
  if (!common(contexts->client, scene, suite13, suite12) || !common(contexts->server, scene, suite13, suite12))
    return refuse("does not know version, suite or group");
  if (!identity(contexts->server, scene, "server")) return refuse("does not read the key");
  int anchored = strcmp(scene->mode, "anchored") == 0;
  if (!SSL_CTX_load_verify_locations(contexts->client, file(scene, anchored ? "server.pem" : "root.pem"), NULL))
    return refuse("does not read the anchor");
  if (anchored) X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(contexts->client), X509_V_FLAG_PARTIAL_CHAIN);
  SSL_CTX_set_verify(contexts->client, SSL_VERIFY_PEER, NULL);
  if (scene->mutual) {
    if (!identity(contexts->client, scene, "client")) return refuse("does not read the client's key");
    SSL_CTX_load_verify_locations(contexts->server, file(scene, "root.pem"), NULL);
    SSL_CTX_set_verify(contexts->server, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
  }
  SSL_CTX_set_app_data(contexts->client, contexts);
  if (scene->resumed) {
    SSL_CTX_set_session_cache_mode(contexts->client, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL_STORE);
    SSL_CTX_sess_set_new_cb(contexts->client, remember);
  }
  return 1;
}

static void close_contexts(struct contexts *contexts) {
  SSL_SESSION_free(contexts->session);
  SSL_CTX_free(contexts->client);
  SSL_CTX_free(contexts->server);
}

/* Without a goodbye, but not as a failure: OpenSSL would not resume such a session. */
static void part(struct pair *pair) {
  if (pair->client) SSL_set_shutdown(pair->client, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
  if (pair->server) SSL_set_shutdown(pair->server, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
  SSL_free(pair->client);
  SSL_free(pair->server);
}

static int stuck(SSL *ssl, int result) {
  int error = SSL_get_error(ssl, result);
  return result != 1 && error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE;
}

/* Until both have all that the other sent. */
static int meet(struct pair *pair, struct contexts *contexts, const struct scene *scene) {
  BIO *client_end, *server_end;
  pair->client = SSL_new(contexts->client);
  pair->server = SSL_new(contexts->server);
  BIO_new_bio_pair(&client_end, WIRE, &server_end, WIRE);
  SSL_set_bio(pair->client, client_end, client_end);
  SSL_set_bio(pair->server, server_end, server_end);
  SSL_set_connect_state(pair->client);
  SSL_set_accept_state(pair->server);
  if (contexts->session) SSL_set_session(pair->client, contexts->session);
  int done = 0;
  for (int round = 0; round < 8 && done != 3; round++) {
    int client = SSL_do_handshake(pair->client), server = SSL_do_handshake(pair->server);
    if (stuck(pair->client, client) || stuck(pair->server, server)) return refuse("handshake failed");
    done = (client == 1) | (server == 1) << 1;
  }
  char octet = 0;
  if (done != 3) return refuse("handshake does not end");
  if (scene->resumed) { /* the server's first octet, as for everybody */
    if (SSL_write(pair->server, &octet, 1) != 1 || SSL_read(pair->client, &octet, 1) != 1) return refuse("no greeting");
  } else {
    SSL_read(pair->client, &octet, 1); /* tickets */
  }
  return 1;
}

static int handshakes(const struct scene *scene, long long nanos, long long *count, long long *taken) {
  struct contexts contexts;
  struct pair pair;
  int good = open_contexts(&contexts, scene, 0);
  for (int i = 0; good && i < FIRST_HANDSHAKES; i++) {
    good = meet(&pair, &contexts, scene);
    if (good && (i > 0 || !scene->resumed) && SSL_session_reused(pair.client) != scene->resumed)
      good = refuse("resumes where it should not, or the reverse");
    part(&pair);
  }
  long long start = now();
  while (good && (*count == 0 || now() - start < nanos)) {
    good = meet(&pair, &contexts, scene);
    part(&pair);
    (*count)++;
  }
  *taken = now() - start;
  close_contexts(&contexts);
  return good;
}

static int send_all(struct pair *pair, const char *data, char *read, int size) {
  if (SSL_write(pair->client, data, size) != size) return refuse("does not write");
  for (int got = 0; got < size;) {
    int part = SSL_read(pair->server, read + got, size - got);
    if (part <= 0) return refuse("does not read");
    got += part;
  }
  return 1;
}

static int transfer(const char *version, int chacha, int size, long long nanos, long long *count, long long *taken) {
  static char data[16384], read[16384];
  struct scene scene = {.key = "ecdsa", .group = "x25519", .mode = "full"};
  struct contexts contexts;
  struct pair pair = {0};
  snprintf(scene.version, sizeof scene.version, "%s", version);
  int good = open_contexts(&contexts, &scene, chacha) && meet(&pair, &contexts, &scene);
  long long start = now();
  while (good && (*count == 0 || now() - start < nanos)) {
    for (int i = 0; good && i < BATCH; i++) good = send_all(&pair, data, read, size);
    *count += BATCH;
  }
  *taken = now() - start;
  part(&pair);
  close_contexts(&contexts);
  return good;
}

static int obey(const char *line, long long *count, long long *taken) {
  struct scene scene = {0};
  char cipher[32], version[8], buffers[16];
  long long millis;
  int threads, size;
  if (sscanf(line, "run %lld handshake %7s %15s %31s %15s %15s %d", &millis, scene.version, scene.key, scene.group,
             scene.mode, scene.authentication, &threads) == 7) {
    scene.resumed = strcmp(scene.mode, "resumed") == 0;
    scene.mutual = strcmp(scene.authentication, "mutual") == 0;
    return threads == 1 ? handshakes(&scene, millis * 1000000, count, taken) : refuse("has one thread here");
  }
  if (sscanf(line, "run %lld transfer %7s %31s %d %15s", &millis, version, cipher, &size, buffers) == 5)
    return strcmp(buffers, "heap") == 0 && size <= 16384
               ? transfer(version, strcmp(cipher, "chacha20poly1305") == 0, size, millis * 1000000, count, taken)
               : refuse("knows one kind of buffer");
  return refuse("no such command");
}

int main(int argc, char **argv) {
  char line[256];
  if (argc != 2) return 64;
  folder = argv[1];
  while (fgets(line, sizeof line, stdin)) {
    long long count = 0, taken = 0;
    if (obey(line, &count, &taken))
      printf("ok %lld %lld -1\n", count, taken);
    else
      printf("no %s\n", refusal);
    fflush(stdout);
  }
  return 0;
}
