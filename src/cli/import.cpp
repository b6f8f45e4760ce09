#include "cli/import.hpp"

#include <unistd.h>

#include <cstdio>

#include "base/text.hpp"
#include "cli/find_books.hpp"
#include "cli/import_list.hpp"
#include "cli/import_report_json.hpp"
#include "cli/print_json.hpp"
#include "cli/report.hpp"
#include "service/books/import_list.hpp"

namespace aan::cli {
namespace {

// One line on a terminal that is written over; nothing where standard error is a file.
class Progress {
 public:
  Progress(const Common& common, std::size_t of)
      : is_shown_(isatty(STDERR_FILENO) != 0 && !common.is_json), of_(of) {}
  ~Progress() { clear(); }
  void show(std::size_t number, const std::string& name) {
    constexpr std::size_t kNameBytesMax = 56;  // so that the line fits into 80 columns
    if (!is_shown_) return;
    const std::string cut(utf8_prefix(one_line(name), kNameBytesMax));
    std::fprintf(stderr, "\r\033[K%zu of %zu  %s", number, of_, cut.c_str());
  }
  void clear() {
    if (is_shown_) std::fprintf(stderr, "\r\033[K");
  }

 private:
  bool is_shown_;
  std::size_t of_;
};

Result<std::string> bring_in(Shop& shop, const FoundFile& file, const ImportOptions& options) {
  if (!file.problem.empty()) return refused_entry(file.path.filename().string(), file.problem);
  return shop.run("ingest", json_object({{"path", file.path.string()},
                                         {"price", options.price},
                                         {"currency", options.currency},
                                         {"to", options.to}}));
}

bool is_list(const std::filesystem::path& path, const ImportOptions& options) {
  return !options.format.empty() || service::is_list_name(path.filename().string());
}

// The shop's currency is configured; here it was the command line that chose another one.
Error name_what_was_given(Error error, const ImportOptions& options) {
  if (error.reason != "other_currency" || options.currency.empty()) return error;
  std::string shop;
  for (const ErrorValue& value : error.values)
    if (const auto* text = std::get_if<std::string>(&value.value); value.name == "shop" && text)
      shop = *text;
  error.safe = "--currency says " + options.currency + ", but this shop sells in " + shop +
               ". Give prices in that.";
  return error;
}

// What is there instead is named, so that a wrong folder is known by it.
ExitCode report_nothing_found(const Common& common, const PassedOver& passed) {
  constexpr std::string_view kWhy =
      "There are no book files (EPUB, PDF, CBZ, audio) and no lists in what was named.";
  const Error error = refuse(Errc::not_found, "import", std::string(kWhy)).error();
  if (!common.is_json) {
    const ExitCode code = report(common, error);
    std::fprintf(stderr, "%s", passed_over_text(passed).c_str());
    return code;
  }
  std::fprintf(stderr, "%s\n", nothing_found_json(error, passed).c_str());
  return exit_code_of(error);
}

}  // namespace

ExitCode import(const Common& common, const ImportOptions& options) {
  const auto found = find_books(options.paths);
  if (!found) return report(common, found.error());
  if (found->files.empty()) return report_nothing_found(common, found->passed_over);
  auto shop = Shop::open(common, node::Purpose::write, Shop::Missing::create);
  if (!shop) return report(common, name_what_was_given(shop.error(), options));
  Progress progress(common, found->files.size());
  std::vector<std::string> answers;
  ImportText text;
  std::size_t refused = 0;
  std::size_t partly_lists = 0;
  std::vector<std::string> list_entries;
  std::optional<Error> stopped;  // by what no other file could pass either
  for (const FoundFile& file : found->files) {
    if (file.problem.empty() && is_list(file.path, options)) {
      bool is_partly = false;
      auto entry = import_list(**shop, common, options, file.path, is_partly);
      if (!entry) {
        stopped = entry.error();
        break;
      }
      if (is_partly) ++partly_lists;
      if (!common.is_json) {
        std::printf("%s\n", list_text(*entry).c_str());
        std::fflush(stdout);
      }
      list_entries.push_back(std::move(*entry));
      continue;
    }
    progress.show(answers.size() + 1, file.path.filename().string());
    auto answer = bring_in(**shop, file, options);
    progress.clear();
    if (!answer) {
      stopped = answer.error();
      break;
    }
    if (verdict_of(*answer) == "refused") ++refused;
    if (!common.is_json) {
      std::printf("%s\n", text.line(*answer).c_str());
      std::fflush(stdout);
    }
    answers.push_back(std::move(*answer));
  }
  if (common.is_json)
    std::printf("%s\n", import_report(answers, list_entries, found->passed_over).c_str());
  if (!common.is_json) std::printf("%s", passed_over_text(found->passed_over).c_str());
  if (!common.is_json && !answers.empty())
    std::printf("%s%zu %s: %zu in the shop, %zu refused.\n", text.repeated().c_str(),
                answers.size(), answers.size() == 1 ? "file" : "files", answers.size() - refused,
                refused);
  if (stopped) return report(common, *stopped);
  return refused + partly_lists == 0 ? ExitCode::ok : ExitCode::partly;
}

}  // namespace aan::cli
