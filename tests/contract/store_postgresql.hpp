#pragma once
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace aan::contract {

/// A PostgreSQL of our own for one test process: made in a temporary folder, reached by a socket
/// in it, gone with the process. Runs as the user "postgres" when the tests run as root, because
/// the server refuses root.
class PostgresqlCluster {
 public:
  static constexpr const char* kPrograms = "/usr/lib/postgresql/15/bin/";

  static bool is_installed() { return std::filesystem::exists(std::string(kPrograms) + "initdb"); }

  /// The cluster of this process; nothing when PostgreSQL is not installed or does not start.
  static PostgresqlCluster* get() {
    static const std::unique_ptr<PostgresqlCluster> cluster = start();
    return cluster.get();
  }

  ~PostgresqlCluster() {
    if (server_ > 0) {
      kill(server_, SIGINT);
      waitpid(server_, nullptr, 0);
    }
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  /// URL of an empty place of its own: a schema, which is made much faster than a database. They
  /// are made a hundred at a time, because starting psql takes longer than they do.
  std::string create_place() {
    if (used_ == made_) {
      std::string text;
      for (int i = 0; i < 100; ++i) text += "CREATE SCHEMA shop" + std::to_string(++made_) + ";";
      sql(text);
    }
    return "postgresql:///postgres?host=" + folder_.string() +
           "&user=aan&options=-csearch_path%3Dshop" + std::to_string(++used_);
  }
  /// Runs one statement as the cluster's owner; false when it fails.
  bool sql(const std::string& text) const {
    return run({std::string(kPrograms) + "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h",
                folder_.string(), "-U", "aan", "-d", "postgres", "-c", text}) == 0;
  }

  /// Runs a program, as the server's user or as ours; its exit code.
  static int run(const std::vector<std::string>& words, bool as_server = true) {
    const pid_t child = spawn(words, as_server);
    int status = 0;
    if (child <= 0 || waitpid(child, &status, 0) != child) return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  static std::unique_ptr<PostgresqlCluster> start() {
    if (!is_installed()) return nullptr;
    auto cluster = std::unique_ptr<PostgresqlCluster>(new PostgresqlCluster);
    std::string folder = parent_folder() + "/aan-pg-XXXXXX";
    if (mkdtemp(folder.data()) == nullptr) return nullptr;
    cluster->folder_ = folder;
    if (const passwd* user = server_user())
      if (chown(folder.c_str(), user->pw_uid, user->pw_gid) != 0) return nullptr;
    const std::string data = cluster->folder_ / "data";
    if (run({std::string(kPrograms) + "initdb", "-D", data, "-U", "aan", "-A", "trust", "-E",
             "UTF8", "--locale=C.UTF-8", "--no-sync"}) != 0)
      return nullptr;
    int said[2];
    if (pipe2(said, O_CLOEXEC) != 0) return nullptr;
    cluster->server_ = spawn({std::string(kPrograms) + "postgres",
                              "-D",
                              data,
                              "-F",
                              "-k",
                              cluster->folder_.string(),
                              "-c",
                              "listen_addresses=",
                              "-c",
                              "max_connections=60",
                              "-c",
                              "autovacuum=off",
                              "-c",
                              "wal_level=minimal",
                              "-c",
                              "max_wal_senders=0",
                              "-c",
                              "full_page_writes=off",
                              "-c",
                              "jit=off"},
                             /*as_server=*/true, said[1]);
    close(said[1]);
    const bool is_ready = says(said[0], "ready to accept connections");
    close(said[0]);
    return is_ready ? std::move(cluster) : nullptr;
  }

  /// In memory where there is plenty: a schema for each test makes some 300,000 files, and a disk
  /// that discards blocks as they are freed takes minutes to remove them.
  static std::string parent_folder() {
    constexpr std::uintmax_t kBytesWanted = 8ULL << 30;
    std::error_code error;
    const auto room = std::filesystem::space("/dev/shm", error);
    return !error && room.available >= kBytesWanted && access("/dev/shm", W_OK) == 0 ? "/dev/shm"
                                                                                     : "/tmp";
  }

  /// Reads until a text comes, or the other end closes.
  static bool says(int fd, std::string_view text) {
    std::string all;
    char bytes[512];
    for (ssize_t n = 0; (n = ::read(fd, bytes, sizeof bytes)) > 0;) {
      all.append(bytes, static_cast<std::size_t>(n));
      if (all.contains(text)) return true;
    }
    return false;
  }

  static const passwd* server_user() {
    if (geteuid() != 0) return nullptr;
    const passwd* user = getpwnam("postgres");
    return user != nullptr ? user : getpwnam("nobody");
  }

  static pid_t spawn(const std::vector<std::string>& words, bool as_server, int errors = -1) {
    const passwd* user = as_server ? server_user() : nullptr;
    std::vector<char*> argv;
    for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    const pid_t parent = getpid();
    const pid_t child = fork();
    if (child != 0) return child;
    if (user != nullptr &&
        (setgroups(0, nullptr) != 0 || setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0))
      _exit(126);
    // Whatever kills the tests takes the server with it.
    prctl(PR_SET_PDEATHSIG, SIGINT);
    if (getppid() != parent) _exit(126);
    const int nowhere = ::open("/dev/null", O_RDWR);
    if (chdir("/") != 0 || dup2(nowhere, 0) < 0 || dup2(nowhere, 1) < 0 ||
        dup2(errors >= 0 ? errors : nowhere, 2) < 0)
      _exit(126);
    execv(argv[0], argv.data());
    _exit(127);
  }

  std::filesystem::path folder_;
  pid_t server_ = -1;
  int made_ = 0;
  int used_ = 0;
};

}  // namespace aan::contract
