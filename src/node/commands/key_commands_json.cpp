#include "node/commands/key_commands_json.hpp"

#include <algorithm>

#include "node/commands/command_parts_json.hpp"

namespace aan::node {

namespace json = boost::json;

namespace {

json::object listed(const crypto::KeyRing& ring) {
  json::array rows;
  for (const crypto::Key& key : ring.keys()) {
    json::object row{
        {"id", key.id}, {"purpose", name_of(key.purpose)}, {"created_at", rfc3339(key.created)}};
    if (key.retired) row["retired_at"] = rfc3339(*key.retired);
    rows.push_back(std::move(row));
  }
  return {{"keys", std::move(rows)}};
}

}  // namespace

std::string keys_json(const crypto::KeyRing& ring) { return json::serialize(listed(ring)); }

Result<json::object> rotate_key(Node& node, const json::object& arguments) {
  constexpr std::array kRotated = {crypto::KeyPurpose::cookies, crypto::KeyPurpose::links,
                                   crypto::KeyPurpose::wrapping};
  const std::string name = text_in(arguments, "purpose");
  const auto* const purpose =
      std::ranges::find(kRotated, name, [](crypto::KeyPurpose one) { return name_of(one); });
  if (purpose == kRotated.end())
    return refuse(Errc::invalid, "keys", "Rotate one of: cookies, links, wrapping.");
  AAN_TRY(node.rotate_key(*purpose));
  return listed(node.keys.ring());
}

Result<json::object> accept_lost_keys(Node& node, const json::object&) {
  return listed(node.keys.ring());
}

}  // namespace aan::node
