#include "cli/backup.hpp"

#include <filesystem>

#include "cli/backup_json.hpp"
#include "cli/count.hpp"
#include "cli/print_json.hpp"
#include "cli/rebuild_index.hpp"
#include "cli/report.hpp"
#include "cli/run_command.hpp"
#include "node/commands/backup_commands_json.hpp"
#include "node/log_setup.hpp"

namespace aan::cli {
namespace {

Result<BackupReport> copy_shop(const Common& common, const BackupOptions& options) {
  const std::string place = std::filesystem::absolute(options.place).lexically_normal().string();
  const auto shop = AAN_TRY(Shop::open(common, node::Purpose::look));
  const Count count(common, "books copied");
  BackupReport report;
  const std::string moment = text_of(
      AAN_TRY(shop->run(
          "backup.begin",
          json_object({{"place", place}, {"keys", std::int64_t{options.without_keys ? 0 : 1}}}))),
      "moment");
  std::string after;
  do {
    after = report.add(
        AAN_TRY(shop->run("backup.files", json_object({{"place", place}, {"after", after}}))));
    count.show(report.files);
  } while (!after.empty());
  report.manifest = AAN_TRY(shop->run("backup.end", json_object({{"place", place},
                                                                 {"moment", moment},
                                                                 {"files", report.files},
                                                                 {"keep", options.keep}})));
  return report;
}

Result<std::string> restore_shop(const Common& common, const BackupOptions& options) {
  const node::Config config = AAN_TRY(load_config(common));
  node::set_up_log(config, log::Level::warn);
  const Count count(common, "books and pictures restored");
  return node::restored_json(AAN_TRY(node::restore_shop(
      config, options.place, options.moment, {options.keys, options.has_lost_keys},
      [&](std::int64_t done) { count.show(done); })));
}

// What was restored is looked through: the ledger, every book; and the index is made again.
Result<std::string> look_through(const Common& common, const std::string& restored) {
  const auto shop = AAN_TRY(Shop::open(common, node::Purpose::write));
  const std::string ledger = AAN_TRY(shop->run("ledger.check", "{}"));
  CheckReport books;
  {
    const Count count(common, "books checked");
    std::string after;
    do {
      after = books.add(AAN_TRY(shop->run("book.check", json_object({{"after", after}}))));
      count.show(books.files());
    } while (!after.empty());
  }
  AAN_TRY(rebuild_index(*shop, common));
  return with_checks(restored, ledger, books.json());
}

}  // namespace

ExitCode back_up(const Common& common, const BackupOptions& options) {
  const auto copied = copy_shop(common, options);
  if (!copied) return report(common, copied.error());
  print_answer(common, "backup", copied->json());
  return copied->damaged.empty() ? ExitCode::ok : ExitCode::partly;
}

ExitCode restore(const Common& common, const BackupOptions& options) {
  if (options.is_list) {
    const auto moments = node::moments_json(options.place);
    if (!moments) return report(common, moments.error());
    return print_answer(common, "restore.list", *moments);
  }
  const auto restored = restore_shop(common, options);
  if (!restored) return report(common, restored.error());
  const auto checked = look_through(common, *restored);
  if (!checked) return report(common, checked.error());
  print_answer(common, "restore", *checked);
  return is_good(*checked) ? ExitCode::ok : ExitCode::partly;
}

}  // namespace aan::cli
