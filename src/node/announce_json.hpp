#pragma once
#include <string>

namespace aan::node {

/// What a serving shop says on standard output, each line at once: where it listens, the one-time
/// link to its desk, and that it sells. As sentences, or as one JSON object a line with `event`
/// ("listening", "desk", "ready") and `address` or `link`.
class Announcer {
 public:
  explicit Announcer(bool is_json) : is_json_(is_json) {}

  void listening(const std::string& address) const;
  void desk(const std::string& link) const;
  void ready(const std::string& address) const;

 private:
  void say(const std::string& sentence, const char* event, const char* name,
           const std::string& value) const;

  bool is_json_;
};

}  // namespace aan::node
