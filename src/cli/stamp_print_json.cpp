#include "cli/stamp_print_json.hpp"

#include <cstdio>

#include "cli/print_parts_json.hpp"

namespace aan::cli {
namespace {

namespace json = boost::json;

std::string name_of(const json::object& it) {
  const std::string name = text_of(it, "publisher");
  return name.empty() ? "(books that name no publisher)" : name;
}

void print_publisher(const json::object& it) {
  const std::string since = text_of(it, "stamped_since");
  std::printf("%6s  %-10s %s\n", text_of(it, "editions").c_str(),
              since.empty() ? "as is" : since.substr(0, since.find('T')).c_str(),
              name_of(it).c_str());
  if (text_of(it, "left_out") != "0" && !since.empty())
    std::printf("        %s of its files take no stamp\n", text_of(it, "left_out").c_str());
}

void print_left_out(const json::object& it) {
  std::printf("  %s (%s): %s\n", text_of(it, "slug").c_str(), text_of(it, "title").c_str(),
              text_of(it, "why").c_str());
}

void print_stamp(const json::object& it) {
  std::printf("Order %s of %s%s\n", text_of(it, "order").c_str(), text_of(it, "shop").c_str(),
              text_of(it, "of_this_shop") == "yes" ? "" : ", which is another shop");
  if (!it.at("found").is_object()) {
    std::printf("  this shop has no such order\n");
    return;
  }
  const json::object& order = it.at("found").as_object();
  std::printf("  %s, placed at %s; see aan order show %s\n", text_of(order, "state").c_str(),
              text_of(order, "created_at").c_str(), text_of(order, "reference").c_str());
}

}  // namespace

void print_stamps(const std::string& command, const json::object& answer) {
  if (command == "publisher.list") {
    print_page(answer, "publishers", print_publisher, "No books yet.");
    if (answer.at("left_out").as_array().empty()) return;
    std::printf("Books that go out without a stamp:\n");
    print_rows(answer, "left_out", print_left_out, "");
  } else if (command == "stamp.read") {
    print_rows(answer, "stamps", print_stamp, "This copy bears no stamp.");
    if (!answer.at("stamps").as_array().empty())
      std::printf("Whoever has a copy can write another reference into it: this is no proof.\n");
  } else {
    const bool is_stamped = text_of(answer, "stamped") == "yes";
    std::printf("%s: copies %s.\n", name_of(answer).c_str(),
                is_stamped ? "bear the references of their orders, for orders from now on"
                           : "leave as they are");
  }
}

}  // namespace aan::cli
