#include "node/announce_json.hpp"

#include <boost/json.hpp>
#include <cstdio>

namespace aan::node {

void Announcer::made(const std::string& folder) const {
  say("New shop in " + folder + ": its keys are made now; back it up (aan backup)", "new", "folder",
      folder);
}

void Announcer::listening(const std::string& address) const {
  say("Listening on " + address, "listening", "address", address);
}

void Announcer::desk(const std::string& link) const {
  say("Desk: " + link + " (once, within an hour; then: aan desk link)", "desk", "link", link);
}

void Announcer::ready(const std::string& address) const {
  say("Ready", "ready", "address", address);
}

void Announcer::say(const std::string& sentence, const char* event, const char* name,
                    const std::string& value) const {
  const std::string line =
      is_json_ ? boost::json::serialize(boost::json::object{{"event", event}, {name, value}})
               : sentence;
  std::printf("%s\n", line.c_str());
  std::fflush(stdout);
}

}  // namespace aan::node
