#include "tests/peers/stripe_double.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace aan::peers {
namespace {

namespace json = boost::json;

std::string first_line(int fd) {
  std::string line;
  char c = 0;
  while (read(fd, &c, 1) == 1 && c != '\n') line += c;
  return line;
}

}  // namespace

std::unique_ptr<StripeDouble> StripeDouble::start() {
  const char* node = std::getenv("AAN_NODE");
  const char* source = std::getenv("AAN_SOURCE_DIR");
  std::string program = node == nullptr ? "node" : node;
  std::string script =
      std::string(source == nullptr ? "." : source) + "/tests/peers/stripe/double.mjs";
  std::array<int, 2> in{};
  std::array<int, 2> out{};
  if (pipe2(in.data(), O_CLOEXEC) != 0 || pipe2(out.data(), O_CLOEXEC) != 0) return nullptr;
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, in[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, out[1], STDOUT_FILENO);
  std::array<char*, 3> words = {program.data(), script.data(), nullptr};
  std::unique_ptr<StripeDouble> it(new StripeDouble);
  const int failed =
      posix_spawnp(&it->pid_, program.c_str(), &files, nullptr, words.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  close(in[0]);
  close(out[1]);
  it->input_ = in[1];
  if (failed != 0) it->pid_ = 0;
  const std::string line = failed == 0 ? first_line(out[0]) : "";
  close(out[0]);
  if (line.empty()) return nullptr;
  it->origin_ = "http://127.0.0.1:" + std::to_string(json::parse(line).at("port").as_int64());
  net::outbound::OutboundOptions options;
  options.reach = net::outbound::Reach::anywhere;
  it->client_ = std::make_unique<net::outbound::HttpClient>(options);
  return it;
}

StripeDouble::~StripeDouble() {
  if (input_ >= 0) close(input_);  // it ends with its input
  if (pid_ > 0) waitpid(pid_, nullptr, 0);
}

json::value StripeDouble::act(const std::string& name, const json::object& asked) const {
  net::outbound::OutboundRequest request;
  request.method = "POST";
  request.url = origin_ + "/_double/" + name;
  request.body = json::serialize(asked);
  request.answer_bytes_max = 16U << 20;
  const auto answer = client_->send(request);
  EXPECT_TRUE(answer && answer->status == 200) << name << " " << (answer ? answer->body : "");
  return answer ? json::parse(answer->body) : json::value();
}

int StripeDouble::press(const std::string& url, const std::string& how) const {
  net::outbound::OutboundRequest request;
  request.method = "POST";
  request.url = url;
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
  request.body = "how=" + how;
  const auto answer = client_->send(request);
  return answer ? answer->status : 0;
}

std::vector<std::string> StripeDouble::messages(const std::string& session) const {
  std::vector<std::string> all;
  const json::value said = act("messages", {{"session", session}});
  for (const json::value& one : said.as_array())
    all.push_back(std::string(one.at("header").as_string()) + "\n" +
                  std::string(one.at("body").as_string()));
  return all;
}

}  // namespace aan::peers
