#include "base/nameless_file.hpp"
#include "node/commands/catalogue_out.hpp"
#include "node/commands/list_commands_json.hpp"

namespace aan::node {

namespace json = boost::json;

Result<FileDescriptor> take_catalogue_out(Node& node, const std::string& format,
                                          const std::string& by) {
  FileDescriptor file = AAN_TRY(nameless_file(node.config.data_dir / "uploads"));
  std::string after;
  for (;;) {
    const json::object part =
        AAN_TRY(export_catalogue(node, {{"format", format}, {"after", after}, {"by", by}}));
    AAN_TRY(write_all(file, part.at("text").as_string()));
    if (part.at("next").is_null()) return file;
    after = part.at("next").as_string().c_str();
  }
}

}  // namespace aan::node
