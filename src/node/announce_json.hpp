#pragma once
#include <string>

namespace aan::node {

/// What a serving shop says on standard output, each line at once: that it is a new one, where it
/// listens, the one-time link to its desk, and that it sells. As sentences, or as one JSON object a
/// line with `event` ("listening", "new", "ready", "desk") and `address`, `folder` or `link`.
class Announcer {
 public:
  explicit Announcer(bool is_json) : is_json_(is_json) {}

  /// A slip in --data makes an empty shop: its keeper should see at once that this is no old one.
  void made(const std::string& folder) const;
  void listening(const std::string& address) const;
  void desk(const std::string& link) const;
  void ready(const std::string& address) const;

 private:
  void say(const std::string& sentence, const char* event, const char* name,
           const std::string& value) const;

  bool is_json_;
};

}  // namespace aan::node
