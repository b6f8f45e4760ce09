#include "base/nameless_file.hpp"
#include "node/commands/catalogue_out.hpp"
#include "node/commands/list_commands_json.hpp"

namespace aan::node {

Result<FileDescriptor> exported_catalogue(Node& node, const std::string& format,
                                          const std::string& by) {
  FileDescriptor file = AAN_TRY(nameless_file(node.config.data_dir / "uploads"));
  std::string after;
  for (;;) {
    service::CatalogueStep step = AAN_TRY(step_of_catalogue(node, format, after, by));
    AAN_TRY(write_all(file, step.text));
    if (!step.next) return file;
    after = *std::move(step.next);
  }
}

}  // namespace aan::node
