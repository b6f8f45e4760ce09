#include "node/commands/stamp_commands_json.hpp"

#include "base/file.hpp"
#include "node/commands/command_parts_json.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;

Result<json::object> set(Node& node, const json::object& arguments, bool is_stamped) {
  // What names nobody is not taken for books that name nobody: that is said.
  const bool is_named = arguments.contains("publisher") && arguments.at("publisher").is_string();
  if (!is_named && number_in(arguments, "unnamed", 0) == 0)
    return refuse(Errc::invalid, "publisher", "Name a publisher.");
  const std::string publisher = text_in(arguments, "publisher");
  const bool is_changed = AAN_TRY(node.stamps.set(publisher, is_stamped, by_of(arguments)));
  return json::object{{"publisher", publisher}, {"stamped", is_stamped}, {"changed", is_changed}};
}

}  // namespace

Result<json::object> list_publishers(Node& node, const json::object& arguments) {
  const std::int64_t offset = offset_in(arguments);
  const service::StampList list = AAN_TRY(node.stamps.list(offset, AAN_TRY(limit_in(arguments))));
  json::array publishers;
  for (const ports::PublisherLine& one : list.page.publishers)
    publishers.push_back({{"publisher", one.publisher},
                          {"editions", one.editions},
                          {"stamped_since", moment(one.stamped_since)},
                          {"left_out", one.left_out}});
  json::array left_out;
  for (const ports::UnstampedFile& one : list.left_out)
    left_out.push_back({{"file", one.file.value},
                        {"slug", one.slug},
                        {"title", one.title},
                        {"publisher", one.publisher},
                        {"why", one.why}});
  return json::object{{"publishers", std::move(publishers)},
                      {"offset", offset},
                      {"total", list.page.total},
                      {"left_out", std::move(left_out)}};
}

Result<json::object> stamp_publisher(Node& node, const json::object& arguments) {
  return set(node, arguments, /*is_stamped=*/true);
}

Result<json::object> unstamp_publisher(Node& node, const json::object& arguments) {
  return set(node, arguments, /*is_stamped=*/false);
}

Result<json::object> read_stamps(Node& node, const json::object& arguments) {
  const FileDescriptor file = AAN_TRY(open_plain_file(text_in(arguments, "path")));
  json::array stamps;
  for (const service::FoundStamp& one : AAN_TRY(node.stamps.recognise(file.get()))) {
    json::value order = nullptr;
    if (one.order)
      order = json::object{{"id", one.order->id.value},
                           {"reference", one.order->reference},
                           {"state", sales::name_of(one.order->state)},
                           {"created_at", rfc3339(one.order->created_at)}};
    stamps.push_back({{"order", one.stamp.order},
                      {"shop", one.stamp.shop},
                      {"of_this_shop", one.is_of_this_shop},
                      {"found", std::move(order)}});
  }
  return json::object{{"stamps", std::move(stamps)}};
}

}  // namespace aan::node
