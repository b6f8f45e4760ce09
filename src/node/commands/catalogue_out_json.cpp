#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <mutex>

#include "node/commands/catalogue_out.hpp"
#include "node/commands/list_commands_json.hpp"
#include "node/commands/nameless_file.hpp"

namespace aan::node {

namespace json = boost::json;

Result<FileDescriptor> take_catalogue_out(Node& node, const std::string& format,
                                          const std::string& by) {
  // One at a time: each holds a thread for as long as it takes, and a file of the whole on disk.
  static std::mutex one;
  const std::unique_lock turn(one, std::try_to_lock);
  if (!turn.owns_lock())
    return refuse(Errc::limited, "export",
                  "The catalogue is being taken out already. Please try again when that is done.");
  FileDescriptor file = AAN_TRY(nameless_file(node.config.data_dir / "uploads"));
  std::string after;
  for (;;) {
    const json::object part =
        AAN_TRY(export_catalogue(node, {{"format", format}, {"after", after}, {"by", by}}));
    std::string_view text = part.at("text").as_string();
    while (!text.empty()) {
      const ssize_t put = ::write(file.get(), text.data(), text.size());
      if (put <= 0)
        return fail(Errc::unavailable, "export", std::strerror(errno),
                    "The shop's disk did not take the catalogue. Is it full?");
      text.remove_prefix(static_cast<std::size_t>(put));
    }
    if (part.at("next").is_null()) return file;
    after = part.at("next").as_string().c_str();
  }
}

}  // namespace aan::node
