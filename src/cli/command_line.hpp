#pragma once
#include <CLI/CLI.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/backup.hpp"
#include "cli/exit_code.hpp"
#include "cli/export.hpp"
#include "cli/import.hpp"
#include "cli/settings_json.hpp"
#include "cli/shop.hpp"

namespace aan::cli {

/// Names for a command of the shop that takes a list: "walden,emma".
std::string with_commas(const std::vector<std::string>& names);
/// The same with blanks: "see_books price_books".
std::string with_blanks(const std::vector<std::string>& words);

/// Declares every command with its options, help and examples, and runs the one that was typed. The
/// commands about one thing stand in one file. One use: parse once.
class CommandLine {
 public:
  CommandLine();
  /// The exit code. Errors are said, on standard error or as JSON.
  int parse(int argc, char** argv);

 private:
  void add_serve();
  void add_import();
  void add_export();
  void add_books();
  void add_book_edit(CLI::App& book);
  [[nodiscard]] std::string edit_json() const;
  void add_sale_rules(CLI::App& book);
  void add_bundles();
  void add_coupons();
  void add_publishers();
  void add_gifts();
  void add_licences();
  void add_orders();
  void add_refund(CLI::App& order);
  void add_disputes();
  void add_sales();
  void add_tax();
  void add_pages();
  void add_settings();
  void add_desk();
  void add_api_keys();
  void add_privacy();
  CLI::App* add_webhook_command(CLI::App& webhook, const std::string& name,
                                const std::string& about, const std::string& example,
                                const std::string& what);
  void add_webhooks();
  void add_sandbox();
  void add_backup();
  void add_upkeep();

  // A command with --data and --env-file; `run` gives the exit code.
  CLI::App* command(CLI::App& parent, const std::string& name, const std::string& text,
                    const std::string& example, std::function<ExitCode()> run);
  // Commands of one thing; each adds its own example.
  CLI::App* group(const std::string& name, const std::string& text);
  // The commonest command: `wire` in the shop, with one argument or none.
  void add_shop_command(CLI::App& parent, const std::string& name, const std::string& text,
                        const std::string& example, const std::string& wire,
                        const std::string& argument = {});
  CLI::App* add_list(CLI::App& parent, const std::string& text, const std::string& example,
                     const std::string& wire);
  void add_json(CLI::App* sub);
  void add_reference(const CLI::App& parent);
  static std::string text(std::string_view sentence);

  CLI::App app_{"Asymmetry: a bookshop in one program", "aan"};
  std::string reference_;  ///< all help, for the reference page
  ExitCode code_ = ExitCode::ok;

  // What was typed. One command runs, so those that mean the like share a place.
  Common common_;
  ImportOptions import_;
  ExportOptions export_;
  BackupOptions backup_;
  SettingOptions setting_;
  struct {
    std::string title, subtitle, language, description, series, series_position, isbn, publisher;
    std::vector<std::string> authors, contributors, subjects;
    bool follow_lists = false;
  } edit_;
  std::string which_;  ///< the book, order, code, page ... that it is about
  std::string reference_order_;
  std::string title_text_;
  std::string price_;
  std::string percent_;
  std::string amount_;
  std::string minimum_;
  std::string at_least_;
  std::string suggested_;
  std::string compare_at_;
  std::string currency_;
  std::string key_;
  std::string state_;
  std::string search_;
  std::string list_format_;
  std::string url_;
  std::string from_;
  std::string until_;
  std::string env_example_;
  bool is_offline_ = false;
  std::vector<std::string> names_;  ///< books, countries, scopes or events
  std::int64_t uses_ = 0;
  std::int64_t limit_ = 50;
  std::int64_t offset_ = 0;
  std::int64_t hours_ = -1;
  std::int64_t seed_ = 1;
  bool is_csv_ = false;
  bool is_play_ = false;
  bool is_owed_ = false;
  bool is_to_come_ = false;
  bool is_renewed_ = false;
};

}  // namespace aan::cli
