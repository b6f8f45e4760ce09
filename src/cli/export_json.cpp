#include <fcntl.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "base/file.hpp"
#include "base/text.hpp"
#include "base/write_bytes.hpp"
#include "cli/export.hpp"
#include "cli/print_json.hpp"
#include "cli/print_parts_json.hpp"
#include "cli/report.hpp"

namespace aan::cli {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

Error cannot_write(const std::string& what) {
  return refuse(Errc::unavailable, "export",
                "Cannot write " + what + ": " + std::strerror(errno) + ".")
      .error();
}

Result<> write_all(int file, std::string_view text, const std::string& name) {
  if (!write_bytes(file, text)) return std::unexpected(cannot_write(name));
  return {};
}

ExitCode print_hash(const Common& common, Shop& shop) {
  const auto answer = shop.run("catalogue.hash", "{}");
  if (!answer) return report(common, answer.error());
  if (common.is_json)
    std::printf("%s\n", answer->c_str());
  else
    std::printf("%s\n", text_of(json::parse(*answer).as_object(), "catalogue_hash").c_str());
  return ExitCode::ok;
}

}  // namespace

ExitCode export_catalogue(const Common& common, const ExportOptions& options) {
  auto shop = Shop::open(common, node::Purpose::look);
  if (!shop) return report(common, shop.error());
  if (options.is_hash) return print_hash(common, **shop);
  std::string files_to;
  std::string to = options.to;
  if (!options.files_to.empty()) {
    if (options.format != "json")
      return report(common, refuse(Errc::invalid, "export",
                                   "--with-files goes with --format json: CSV and ONIX have no "
                                   "place that names files.")
                                .error());
    files_to = fs::absolute(options.files_to).string();
    std::error_code error;
    fs::create_directories(files_to, error);
    if (error) return report(common, cannot_write(files_to));
    if (to.empty()) to = files_to + "/catalogue.json";
  }
  const std::string part = to.empty() ? "" : to + ".part";
  FileDescriptor file(to.empty()
                          ? ::dup(STDOUT_FILENO)
                          : ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  if (!file.valid()) return report(common, cannot_write(part.empty() ? "standard output" : part));
  const bool is_watched = isatty(STDERR_FILENO) != 0 && !to.empty();
  std::int64_t books = 0;
  std::int64_t files = 0;
  std::vector<std::string> missing;
  for (std::string after;;) {
    const auto answer = (*shop)->run(
        "catalogue.export",
        json_object({{"format", options.format}, {"after", after}, {"files_to", files_to}}));
    if (is_watched) std::fprintf(stderr, "\r\033[K");
    if (!answer) return report(common, answer.error());
    const json::value parsed = json::parse(*answer);
    const json::object& step = parsed.as_object();
    if (const auto put = write_all(file.get(), step.at("text").as_string(),
                                   part.empty() ? "standard output" : part);
        !put)
      return report(common, put.error());
    books += step.at("books").to_number<std::int64_t>();
    files += step.at("files").to_number<std::int64_t>();
    for (const json::value& one : step.at("missing").as_array())
      missing.emplace_back(one.as_string());
    if (step.at("next").is_null()) break;
    after = text_of(step, "next");
    if (is_watched) std::fprintf(stderr, "%lld books", static_cast<long long>(books));
  }
  if (!to.empty()) {
    if (::fsync(file.get()) != 0 || ::rename(part.c_str(), to.c_str()) != 0)
      return report(common, cannot_write(to));
    for (const std::string& one : missing)
      std::fprintf(stderr, "The copy of %s is damaged or away; it is not in the export.\n",
                   one_line(one).c_str());
    if (common.is_json)
      std::printf("%s\n", json::serialize(json::object{{"file", to},
                                                       {"books", books},
                                                       {"files", files},
                                                       {"missing", missing.size()}})
                              .c_str());
    else
      std::printf("%lld books%s in %s.\n", static_cast<long long>(books),
                  files > 0 ? (" and " + std::to_string(files) + " files").c_str() : "",
                  to.c_str());
  }
  return missing.empty() ? ExitCode::ok : ExitCode::partly;
}

}  // namespace aan::cli
