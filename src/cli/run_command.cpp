#include "cli/run_command.hpp"

#include <unistd.h>

#include <cstdio>

#include "base/check.hpp"
#include "base/file.hpp"
#include "cli/print_json.hpp"
#include "cli/report.hpp"
#include "cli/tax_print_json.hpp"
#include "cli/version_print_json.hpp"
#include "cli/webhook_print_json.hpp"
#include "node/commands/commands_json.hpp"
#include "node/data_dir.hpp"
#include "node/serve.hpp"

namespace aan::cli {

ExitCode print_answer(const Common& common, const std::string& name, const std::string& answer) {
  if (common.is_json)
    std::printf("%s\n", answer.c_str());
  else if (!print_webhook(name, answer) && !print_versions(name, answer) &&
           (!name.starts_with("tax.") || !print_tax(name, answer)))
    print_for_people(name, answer);
  return ExitCode::ok;
}

ExitCode run_in_shop(const Common& common, const std::string& name, const std::string& arguments) {
  const node::Command* const command = node::find_command(name);
  AAN_CHECK(command != nullptr);
  auto shop = Shop::open(common, command->purpose);
  if (!shop) return report(common, shop.error());
  const auto answer = (*shop)->run(name, arguments);
  if (!answer) return report(common, answer.error());
  print_answer(common, name, *answer);
  const bool is_judged = name == "ledger.check" || name == "queue.list" || name == "audit.verify" ||
                         name == "attention.list" || name == "order.refund";
  if (is_judged && !is_good(*answer)) return ExitCode::partly;
  return ExitCode::ok;
}

ExitCode export_tax(const Common& common, const std::string& arguments, bool is_csv) {
  if (!is_csv) return run_in_shop(common, "tax.export", arguments);
  auto shop = Shop::open(common, node::Purpose::look);
  if (!shop) return report(common, shop.error());
  const auto answer = (*shop)->run("tax.export", arguments);
  if (!answer) return report(common, answer.error());
  std::fputs(tax_csv(*answer).c_str(), stdout);
  return ExitCode::ok;
}

ExitCode write_page(const Common& common, const std::string& page, const std::string& file) {
  constexpr std::uint64_t kBytesMax = 1U << 20;
  const auto text = read_file(file, kBytesMax);
  if (!text) return report(common, text.error());
  return run_in_shop(common, "page.write", json_object({{"page", page}, {"text", *text}}));
}

ExitCode check_books(const Common& common) {
  auto shop = Shop::open(common, node::Purpose::write);  // what it finds is noted
  if (!shop) return report(common, shop.error());
  const bool is_watched = isatty(STDERR_FILENO) != 0 && !common.is_json;
  CheckReport all;
  std::string after;
  do {
    const auto step = (*shop)->run("book.check", json_object({{"after", after}}));
    if (is_watched) std::fprintf(stderr, "\r\033[K");
    if (!step) return report(common, step.error());
    after = all.add(*step);
    if (is_watched && !after.empty())
      std::fprintf(stderr, "%lld files", static_cast<long long>(all.files()));
  } while (!after.empty());
  const std::string answer = all.json();
  print_answer(common, "book.check", answer);
  return is_good(answer) ? ExitCode::ok : ExitCode::partly;
}

ExitCode serve(const Common& common) {
  const auto done =
      node::serve([&common] { return load_config(common); }, node::Announcer(common.is_json));
  return done ? ExitCode::ok : report(common, done.error());
}

ExitCode init(const Common& common) {
  const Result<bool> looked = node::has_shop(common.data_dir);
  if (!looked) return report(common, looked.error());
  const bool was_there = *looked;
  auto shop = Shop::open(common, node::Purpose::write, Shop::Missing::create);
  if (!shop) return report(common, shop.error());
  if (const auto own = (*shop)->run("init", "{}"); !own) return report(common, own.error());
  const char* const dir = common.data_dir.c_str();
  if (common.is_json)
    std::printf("%s\n", json_object({{"data", common.data_dir},
                                     {"result", was_there ? "was there" : "made"}})
                            .c_str());
  else if (was_there)
    std::printf("There is a shop in %s already; nothing was changed.\n", dir);
  else
    std::printf("%s is ready. Bring books in with:\n  aan import FOLDER --data %s --price 4.99\n",
                dir, dir);
  return ExitCode::ok;
}

}  // namespace aan::cli
