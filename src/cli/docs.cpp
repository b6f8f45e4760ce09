#include "cli/docs.hpp"

#include <filesystem>

#include "api/reasons.hpp"
#include "base/file.hpp"
#include "node/config/config.hpp"
#include "node/data_map.hpp"

namespace aan::cli {

Result<> write_docs(const std::string& folder, const std::string& env_example,
                    const std::string& commands) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  const std::filesystem::path at = folder;
  AAN_TRY(write_file_durably(at / "configuration.md", node::config_reference_markdown(), 0644));
  AAN_TRY(write_file_durably(at / "reasons.md", api::reasons_markdown(), 0644));
  AAN_TRY(write_file_durably(at / "data.md", node::data_map_markdown(), 0644));
  AAN_TRY(write_file_durably(env_example, node::env_example(), 0644));
  return write_file_durably(at / "commands.md", "# Commands\n\nMade by `aan docs`.\n\n" + commands,
                            0644);
}

}  // namespace aan::cli
