#include "cli/command_line.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "aan_version.hpp"
#include "cli/near_miss.hpp"
#include "cli/print_json.hpp"
#include "cli/report.hpp"
#include "cli/run_command.hpp"
#include "cli/wrap.hpp"

namespace aan::cli {
namespace {

constexpr const char* kShortHelp =
    "aan: a bookshop in one program\n\n"
    "  aan serve --demo --data demo             a shop with forty books and play money\n\n"
    "  aan import books/ --data shop --price 4.99 --currency USD\n"
    "  aan serve --data shop --listen 127.0.0.1:8080\n"
    "  aan book list --data shop\n"
    "  aan order list --data shop\n\n"
    "aan --help lists every command; aan COMMAND --help tells of one.\n";
constexpr std::size_t kRightColumn = 50;  // of the help, which has 80 in all

// Wrong words on the command line: no shop was looked at.
int wrong_usage(Common common, const std::vector<std::string>& words, const std::string& what) {
  common.is_json = std::ranges::find(words, "--json") != words.end();
  return static_cast<int>(report(common, Error{Errc::invalid, "usage", what, what, {}, ""}));
}

// Results that could not be written are no success.
int ended(ExitCode code) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return static_cast<int>(code);
  std::fprintf(stderr, "aan: the answer could not be written: %s.\n", std::strerror(errno));
  return static_cast<int>(ExitCode::failed);
}
}  // namespace

std::string with_commas(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ",") + name;
  return text;
}

std::string with_blanks(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

CommandLine::CommandLine() {
  app_.require_subcommand(1);
  app_.set_help_all_flag("--help-all", "Help of every command");
  app_.set_version_flag("--version", "aan " + std::string(kVersion), "Name and version");
  app_.footer(
      "Exit codes: 0 done, 1 fault, 2 usage or configuration, 3 not found, 4 conflict,\n"
      "5 try again, 6 partly (files refused or damaged, prices of an export left out,\n"
      "findings, buried jobs, faults).\n"
      "Results go to standard output, everything else to standard error; with --json\n"
      "errors are JSON too.\n\n"
      "Examples:\n"
      "  aan serve --demo --data demo             a shop with forty books, play money\n"
      "  aan import books/ --data shop --price 4.99 --currency USD\n"
      "  aan serve --data shop --listen 127.0.0.1:8080");
  add_serve();
  add_import();
  add_export();
  add_books();
  add_bundles();
  add_coupons();
  add_publishers();
  add_orders();
  add_disputes();
  add_gifts();
  add_licences();
  add_sales();
  add_pages();
  add_settings();
  add_desk();
  add_webhooks();
  add_sandbox();
  add_upkeep();
  reference_ = "```\n" + app_.help() + "```\n";  // before a command narrows it to itself
  add_reference(app_);
}

int CommandLine::parse(int argc, char** argv) {
  const std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
  if (words.empty()) {
    std::fputs(kShortHelp, stderr);
    return static_cast<int>(ExitCode::usage);
  }
  if (const auto wrong = find_misspelt(app_, words)) return wrong_usage(common_, words, *wrong);
  try {
    app_.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app_.exit(error);  // help or version was asked for
    const CLI::App* at = &app_;
    while (!at->get_subcommands().empty()) at = at->get_subcommands().front();
    return wrong_usage(common_, words,
                       std::string(error.what()) + ". See " + full_name(*at) + " --help.");
  }
  return ended(code_);
}

CLI::App* CommandLine::command(CLI::App& parent, const std::string& name, const std::string& text,
                               const std::string& example, std::function<ExitCode()> run) {
  CLI::App* sub = parent.add_subcommand(name, wrapped(text, kRightColumn, 0));
  if (!example.empty()) sub->footer("Example:\n  " + example);
  if (&parent != &app_) parent.footer(parent.get_footer() + "\n  " + example);
  sub->add_option("--data", common_.data_dir, "Data directory of the shop")->capture_default_str();
  sub->add_option("--env-file", common_.env_file, "Configuration file instead of ./.env");
  if (run) sub->callback([this, run = std::move(run)] { code_ = run(); });
  return sub;
}

void CommandLine::add_json(CLI::App* sub) {
  sub->add_flag("--json", common_.is_json, "Answer as one JSON document");
}

std::string CommandLine::text(std::string_view sentence) {
  return wrapped(sentence, kRightColumn, 0);
}

void CommandLine::add_reference(const CLI::App& parent) {
  for (const CLI::App* sub : parent.get_subcommands([](const CLI::App*) { return true; })) {
    if (stands_alone(*sub))
      reference_ +=
          "\n## " + full_name(*sub) + "\n\n```\n" + sub->help(full_name(parent)) + "```\n";
    add_reference(*sub);
  }
}

CLI::App* CommandLine::group(const std::string& name, const std::string& text) {
  CLI::App* sub = app_.add_subcommand(name, text);
  sub->require_subcommand(1);
  sub->footer("Examples:");  // each command adds its own
  return sub;
}

void CommandLine::add_shop_command(CLI::App& parent, const std::string& name,
                                   const std::string& text, const std::string& example,
                                   const std::string& wire, const std::string& argument) {
  CLI::App* sub = command(parent, name, text, example, [this, wire, argument] {
    return run_in_shop(common_, wire, argument.empty() ? "{}" : json_object({{argument, which_}}));
  });
  if (!argument.empty())
    sub->add_option(argument, which_,
                    argument == "book"        ? "Slug or id of the book"
                    : argument == "bundle"    ? "Slug or id of the bundle"
                    : argument == "order"     ? "Reference or id of the order"
                    : argument == "licence"   ? "Id of the licence, or its key"
                    : argument == "code"      ? "The code, typed in any way"
                    : argument == "name"      ? "Name of the person or the key"
                    : argument == "purpose"   ? "cookies, links or wrapping"
                    : argument == "broadcast" ? "Its id, from aan book letters"
                    : argument == "page"      ? "about, terms, imprint or privacy"
                                              : "Id of the job, from aan queue list")
        ->required();
  add_json(sub);
}

CLI::App* CommandLine::add_list(CLI::App& parent, const std::string& text,
                                const std::string& example, const std::string& wire) {
  CLI::App* sub = command(parent, "list", text, example, [this, wire] {
    return run_in_shop(common_, wire,
                       json_object({{"state", state_},
                                    {"to_come", std::int64_t{is_to_come_}},
                                    {"owed", std::int64_t{is_owed_}},
                                    {"search", search_},
                                    {"format", list_format_},
                                    {"limit", limit_},
                                    {"offset", offset_}}));
  });
  sub->add_option("--limit", limit_, "How many rows, 1 to 100")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  sub->add_option("--offset", offset_, "How many rows to pass over")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  add_json(sub);
  return sub;
}

}  // namespace aan::cli
