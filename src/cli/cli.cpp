#include "cli/cli.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "aan_version.hpp"
#include "base/private_process.hpp"
#include "cli/backup.hpp"
#include "cli/docs.hpp"
#include "cli/doctor.hpp"
#include "cli/exit_code.hpp"
#include "cli/import.hpp"
#include "cli/keys.hpp"
#include "cli/near_miss.hpp"
#include "cli/print_json.hpp"
#include "cli/report.hpp"
#include "cli/run_command.hpp"
#include "cli/settings_json.hpp"
#include "cli/wrap.hpp"
#include "node/config_table.hpp"

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

struct CouponOptions {
  std::string percent;
  std::string text;  // of a bundle
  std::string minimum;
  std::string from;
  std::string until;
  std::int64_t uses = 0;
  std::vector<std::string> books;
};

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ",") + name;
  return text;
}

std::string words(const std::vector<std::string>& all) {
  std::string text;
  for (const std::string& one : all) text += (text.empty() ? "" : " ") + one;
  return text;
}

/// Declares the command line; the callbacks leave the exit code in `code`.
class CommandLine {
 public:
  CommandLine() {
    app_.require_subcommand(1);
    app_.set_help_all_flag("--help-all", "Help of every command");
    app_.set_version_flag("--version", "aan " + std::string(kVersion), "Name and version");
    app_.footer(
        "Exit codes: 0 done, 1 fault, 2 usage or configuration, 3 not found, 4 conflict,\n"
        "5 try again, 6 partly (files refused or damaged, findings, buried jobs, faults).\n"
        "Results go to standard output, everything else to standard error; with --json\n"
        "errors are JSON too.\n\n"
        "A first shop:\n"
        "  aan serve --demo --data demo             a shop with forty books, play money\n"
        "  aan import books/ --data shop --price 4.99 --currency USD\n"
        "  aan serve --data shop --listen 127.0.0.1:8080");
    add_serve();
    add_import();
    add_books();
    add_bundles();
    add_coupons();
    add_orders();
    add_gifts();
    add_licences();
    add_sales();
    add_pages();
    add_settings();
    add_desk();
    add_webhooks();
    add_upkeep();
    reference_ = "```\n" + app_.help() + "```\n";  // before a command narrows it to itself
    add_reference(app_);
  }

  int parse(int argc, char** argv) {
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

 private:
  CLI::App* command(CLI::App& parent, const std::string& name, const std::string& text,
                    const std::string& example, std::function<ExitCode()> run) {
    CLI::App* sub = parent.add_subcommand(name, text);
    if (!example.empty()) sub->footer("Example:\n  " + example);
    if (&parent != &app_) parent.footer(parent.get_footer() + "\n  " + example);
    sub->add_option("--data", common_.data_dir, "Data directory of the shop")
        ->capture_default_str();
    sub->add_option("--env-file", common_.env_file, "Configuration file instead of ./.env");
    if (run) sub->callback([this, run = std::move(run)] { code_ = run(); });
    return sub;
  }
  void add_json(CLI::App* sub) {
    sub->add_flag("--json", common_.is_json, "Answer as one JSON document");
  }
  // What stands in the right column of the help: 80 columns in all.
  static std::string text(std::string_view sentence) { return wrapped(sentence, 50, 0); }
  void add_reference(const CLI::App& parent) {
    for (const CLI::App* sub : parent.get_subcommands([](const CLI::App*) { return true; })) {
      if (sub->get_subcommands([](const CLI::App*) { return true; }).empty())
        reference_ +=
            "\n## " + full_name(*sub) + "\n\n```\n" + sub->help(full_name(parent)) + "```\n";
      add_reference(*sub);
    }
  }
  CLI::App* group(const std::string& name, const std::string& text) {
    CLI::App* sub = app_.add_subcommand(name, text);
    sub->require_subcommand(1);
    sub->footer("Examples:");  // each command adds its own
    return sub;
  }
  void add_shop_command(CLI::App& parent, const std::string& name, const std::string& text,
                        const std::string& example, const std::string& wire,
                        const std::string& argument = {}) {
    CLI::App* sub = command(parent, name, text, example, [this, wire, argument] {
      return run_in_shop(common_, wire,
                         argument.empty() ? "{}" : json_object({{argument, which_}}));
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

  CLI::App* add_list(CLI::App& parent, const std::string& text, const std::string& example,
                     const std::string& wire) {
    CLI::App* sub = command(parent, "list", text, example, [this, wire] {
      return run_in_shop(common_, wire,
                         json_object({{"state", state_},
                                      {"owed", std::int64_t{is_owed_}},
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

  void add_serve() {
    CLI::App* sub =
        command(app_, "serve", "Run the shop", "aan serve --data shop --listen 127.0.0.1:8080",
                [this] { return serve(common_); });
    for (const node::ConfigKey& key : node::config_keys())
      if (!key.flag.empty())
        sub->add_option_function<std::string>(
            std::string(key.flag),
            [this, name = std::string(key.name)](const std::string& value) {
              common_.flags[name] = value;
            },
            text(key.help));
    sub->add_flag("--demo", common_.is_demo,
                  text("Forty books and play money, in a folder of its own"));
    sub->add_flag("--json", common_.is_json,
                  text("Say where it listens, and that it is ready, as one JSON object a line"));
    std::string keys = "Configuration (environment or .env; see docs/reference/configuration.md):";
    for (const node::ConfigKey& key : node::config_keys())
      if (key.status == node::KeyStatus::active)
        keys += "\n  " + wrapped(std::string(key.name) + ": " + std::string(key.help), 74, 4);
    sub->footer("Example:\n  aan serve --data shop --listen 127.0.0.1:8080\n\n" + keys);
    add_json(command(app_, "init", "Make a data directory with keys and an empty shop",
                     "aan init --data shop", [this] { return init(common_); }));
  }

  void add_import() {
    CLI::App* sub = command(app_, "import", "Bring book files in (EPUB)",
                            "aan import books/ --data shop --price 4.99 --currency USD",
                            [this] { return import(common_, import_); });
    sub->add_option("path", import_.paths, "Files, or folders with .epub files")->required();
    sub->add_option("--price", import_.price,
                    text("Price of each book, such as 4.99, or free; without it: not set. At most "
                         "10,000,000,000 of the currency's smallest unit: 100000000.00 in USD"));
    sub->add_option_function<std::string>(
        "--currency",
        [this](const std::string& value) {
          import_.currency = value;
          common_.flags["SHOP_CURRENCY"] = value;
        },
        "Currency of the price; must be the shop's");
    add_json(sub);
  }

  void add_books() {
    CLI::App& book = *group("book", "Books: list, price, stock, version, hide, check");
    add_list(book, "All books, newest first, with state and price",
             "aan book list --data shop --limit 20 --offset 20", "book.list");
    add_shop_command(book, "show", "One book", "aan book show walden --data shop --json",
                     "book.show", "book");
    add_shop_command(book, "publish", "List a hidden book again",
                     "aan book publish walden --data shop", "book.publish", "book");
    add_shop_command(book, "hide", "Take a book off the pages; buyers keep theirs",
                     "aan book hide walden --data shop", "book.hide", "book");
    add_json(command(book, "check", "Verify every file; exit code 6 on damage",
                     "aan book check --data shop", [this] { return check_books(common_); }));
    CLI::App* price = command(book, "price", "Set a price, free, or none; or let the buyer set it",
                              "aan book price walden 4.99 --compare-at 9.99 --data shop\n"
                              "  aan book price walden --at-least 3 --suggested 8 --data shop",
                              [this] {
                                return run_in_shop(common_, "book.price",
                                                   json_object({{"book", which_},
                                                                {"price", price_},
                                                                {"at_least", at_least_},
                                                                {"suggested", suggested_},
                                                                {"compare_at", compare_at_}}));
                              });
    price->add_option("book", which_, "Slug or id of the book")->required();
    price->add_option("price", price_, "4.99, free, or none (listed, cannot be bought)");
    price->add_option("--at-least", at_least_,
                      text("The buyer sets the price, from this up; 0 is allowed"));
    price->add_option("--suggested", suggested_, text("What stands in the buyer's field at first"));
    price->add_option("--compare-at", compare_at_,
                      text("A higher price from before, shown struck through"));
    add_json(price);
    CLI::App* version = command(
        book, "version", "A new file for a book; its buyers may fetch it, and have theirs still",
        "aan book version walden walden-2.epub --note \"Typos in chapter 3\" --data shop", [this] {
          return run_in_shop(common_, "book.version",
                             json_object({{"book", which_},
                                          {"path", std::filesystem::absolute(url_).string()},
                                          {"note", price_}}));
        });
    version->add_option("book", which_, "Slug or id of the book")->required();
    version->add_option("file", url_, "The new file, of the format of the one before")->required();
    version->add_option("--note", price_, text("What changed; buyers read it"))->required();
    add_json(version);
    add_shop_command(book, "versions", "Every version of a book's files, and what changed",
                     "aan book versions walden --data shop", "book.versions", "book");
    add_shop_command(book, "tell", "Write to everybody who bought it that it has a new version",
                     "aan book tell walden --data shop", "broadcast.begin", "book");
    add_shop_command(book, "letters", "Such letters: how many are sent, and wait",
                     "aan book letters --data shop", "broadcast.list");
    add_shop_command(book, "stop-letters", "Write to nobody more; what is queued still goes",
                     "aan book stop-letters abcd_01JD... --data shop", "broadcast.stop",
                     "broadcast");
    CLI::App* stock =
        command(book, "stock", "Sell so many copies, or as many as are wanted",
                "aan book stock walden 50 --data shop", [this] {
                  return run_in_shop(common_, "book.stock",
                                     json_object({{"book", which_}, {"copies", price_}}));
                });
    stock->add_option("book", which_, "Slug or id of the book")->required();
    stock
        ->add_option("copies", price_,
                     text("Copies to sell from now on, beside those that unpaid orders hold; or "
                          "unlimited"))
        ->required();
    add_json(stock);
    add_sale_rules(book);
  }

  void add_sale_rules(CLI::App& book) {
    CLI::App* dates =
        command(book, "dates", "Sell from a day, until a day, or before the day it comes out",
                "aan book dates walden --release 2027-03-01 --data shop\n"
                "  aan book dates walden --from 2026-12-01 --until 2027-01-01 --data shop",
                [this] {
                  return run_in_shop(common_, "book.dates",
                                     json_object({{"book", which_},
                                                  {"from", coupon_.from},
                                                  {"until", coupon_.until},
                                                  {"release", at_least_}}));
                });
    dates->add_option("book", which_, "Slug or id of the book")->required();
    dates->add_option("--from", coupon_.from,
                      text("First day of the sale, such as 2026-12-01, or moment (UTC)"));
    dates->add_option("--until", coupon_.until,
                      text("The day or moment (UTC) from which it is not sold any more"));
    dates->add_option("--release", at_least_,
                      text("The day it is delivered from: bought before, it is paid at once and "
                           "delivered then. What is left out is gone: without any, it is sold and "
                           "delivered at once"));
    add_json(dates);
    CLI::App* countries = command(
        book, "countries", "Sell in some countries only, or not in some",
        "aan book countries walden only DE AT CH --data shop\n"
        "  aan book countries walden everywhere --data shop",
        [this] {
          return run_in_shop(
              common_, "book.countries",
              json_object(
                  {{"book", which_}, {"territory", state_}, {"countries", joined(coupon_.books)}}));
        });
    countries->add_option("book", which_, "Slug or id of the book")->required();
    countries->add_option("territory", state_, "only, except or everywhere")->required();
    countries->add_option("countries", coupon_.books, "Codes such as DE; none for everywhere");
    add_json(countries);
    CLI::App* licence =
        command(book, "licence", "Give every buyer a signed key for so many devices",
                "aan book licence walden 3 --data shop\n"
                "  aan book licence walden none --data shop",
                [this] {
                  return run_in_shop(common_, "book.licence",
                                     json_object({{"book", which_}, {"devices", state_}}));
                });
    licence->add_option("book", which_, "Slug or id of the book")->required();
    licence->add_option("devices", state_, "Devices at a time, or none")->required();
    add_json(licence);
  }

  void add_licences() {
    CLI::App& licences = *group("licence", "Licence keys: show, disable, enable");
    add_shop_command(licences, "show", "How a licence stands, and of which order it is",
                     "aan licence show LICENCE --data shop", "licence.show", "licence");
    add_shop_command(licences, "disable", "A key is no good any more: the signed list says so",
                     "aan licence disable LICENCE --data shop", "licence.disable", "licence");
    add_shop_command(licences, "enable", "A disabled key is good again",
                     "aan licence enable LICENCE --data shop", "licence.enable", "licence");
  }

  void add_bundles() {
    CLI::App& bundle = *group("bundle", "Bundles: add, list, show, price, publish, hide");
    CLI::App* add = command(bundle, "add", "Several books for one price",
                            "aan bundle add Night --price 9.99 --book walden --book emma "
                            "--data shop",
                            [this] {
                              return run_in_shop(common_, "bundle.add",
                                                 json_object({{"title", which_},
                                                              {"text", coupon_.text},
                                                              {"price", price_},
                                                              {"books", joined(coupon_.books)}}));
                            });
    add->add_option("title", which_, "What it is called, at most 200 bytes")->required();
    add->add_option("--price", price_, "9.99, or free; at most what its books cost")->required();
    add->add_option("--book", coupon_.books,
                    text("Slug or id of a book in it; give it 2 to 20 times. What is inside a "
                         "bundle never changes"))
        ->required();
    add->add_option("--text", coupon_.text, text("Its description: paragraphs of plain text"));
    add_json(add);
    add_list(bundle, "All bundles, newest first, with state and price",
             "aan bundle list --data shop", "bundle.list");
    add_shop_command(bundle, "show", "One bundle, and what is in it",
                     "aan bundle show night-reading --data shop", "bundle.show", "bundle");
    CLI::App* price =
        command(bundle, "price", "Another price, for orders from now on",
                "aan bundle price night-reading 7.99 --data shop", [this] {
                  return run_in_shop(common_, "bundle.price",
                                     json_object({{"bundle", which_}, {"price", price_}}));
                });
    price->add_option("bundle", which_, "Slug or id of the bundle")->required();
    price->add_option("price", price_, "7.99, or free")->required();
    add_json(price);
    add_shop_command(bundle, "publish", "List a hidden bundle again",
                     "aan bundle publish night-reading --data shop", "bundle.publish", "bundle");
    add_shop_command(bundle, "hide", "Take a bundle off the pages; orders keep what they hold",
                     "aan bundle hide night-reading --data shop", "bundle.hide", "bundle");
  }

  void add_coupons() {
    CLI::App& coupon = *group("coupon", "Discount codes: add, list, show, end");
    CLI::App* add = command(coupon, "add", "A new code",
                            "aan coupon add HELLO-10 --percent 10 --uses 100 --data shop", [this] {
                              return run_in_shop(common_, "coupon.add",
                                                 json_object({{"code", which_},
                                                              {"percent", coupon_.percent},
                                                              {"amount", price_},
                                                              {"minimum", coupon_.minimum},
                                                              {"from", coupon_.from},
                                                              {"until", coupon_.until},
                                                              {"uses", coupon_.uses},
                                                              {"books", joined(coupon_.books)}}));
                            });
    add->add_option("code", which_,
                    text("3 to 32 letters and digits; case, blanks and hyphens do not matter, "
                         "nor does 0 for O or 1 for I and L"))
        ->required();
    add->add_option("--percent", coupon_.percent, "Off the price: 20, or 12.5");
    add->add_option("--amount", price_, text("Off all its books together: 5.00, or less"));
    add->add_option("--minimum", coupon_.minimum,
                    text("What the whole cart must cost before the discount"));
    add->add_option("--from", coupon_.from, text("First day, such as 2026-12-01, or moment (UTC)"));
    add->add_option("--until", coupon_.until,
                    text("The day or moment (UTC) from which it works no more"));
    add->add_option("--uses", coupon_.uses, "Orders it may be in, all buyers together")
        ->check(CLI::PositiveNumber);
    add->add_option("--book", coupon_.books,
                    text("Only for this book; give it again for more. Without it: the whole shop"));
    add_json(add);
    add_list(coupon, "All codes, newest first, with state and uses", "aan coupon list --data shop",
             "coupon.list");
    add_shop_command(coupon, "show", "One code", "aan coupon show hello-10 --data shop",
                     "coupon.show", "code");
    add_shop_command(coupon, "end", "From now on it takes nothing off; orders keep their price",
                     "aan coupon end hello-10 --data shop", "coupon.end", "code");
  }

  void add_gifts() {
    CLI::App& gift = *group("gift", "Gifts: link");
    add_shop_command(gift, "link", "The link of a gift, for whoever lost it",
                     "aan gift link 7K2M-93QD --data shop", "gift.link", "order");
  }

  void add_orders() {
    CLI::App& order = *group("order", "Orders: list, show, refund, cancel, documents");
    CLI::App* list = add_list(order, "All orders, newest first, with state and total",
                              "aan order list --data shop --state pending", "order.list");
    list->add_option("--state", state_,
                     text("Only those that are open, pending, paid, fulfilled, cancelled, "
                          "refunded, disputed, charged_back or payment_lost"));
    list->add_flag("--owed", is_owed_,
                   text("Only those whose buyers are owed money back, and the sum of it"));
    add_shop_command(order, "show", "One order with its time line",
                     "aan order show 7K2M-93QD --data shop", "order.show", "order");
    CLI::App* link =
        command(order, "link", "The secret address of an order, for its buyer",
                "aan order link 7K2M-93QD --data shop", [this] {
                  return run_in_shop(common_, is_renewed_ ? "order.renew-link" : "order.link",
                                     json_object({{"order", which_}}));
                });
    link->add_option("order", which_, "Reference or id of the order")->required();
    link->add_flag("--renew", is_renewed_,
                   text("A new address; the old one opens nothing any more"));
    add_json(link);
    add_shop_command(order, "cancel", "Give an unpaid order up",
                     "aan order cancel 7K2M-93QD --data shop", "order.cancel", "order");
    add_shop_command(order, "mail", "Send the receipt to the order's address once more",
                     "aan order mail 7K2M-93QD --data shop", "order.mail", "order");
    add_refund(order);
    add_shop_command(order, "grant", "Open its downloads again, as if they were new",
                     "aan order grant 7K2M-93QD --data shop", "order.grant", "order");
    CLI::App* paper = command(order, "document", "An invoice, receipt or credit note as PDF",
                              "aan order document INV-000042 --data shop > invoice.pdf", [this] {
                                return run_in_shop(common_, "order.document",
                                                   json_object({{"document", which_}}));
                              });
    paper->add_option("document", which_, "Its name, such as INV-000042")->required();
    add_json(paper);
    add_shop_command(order, "evidence",
                     "All that can be shown of an order, as one page: for a bank, or an auditor",
                     "aan order evidence 7K2M-93QD --data shop > evidence.html", "order.evidence",
                     "order");
  }

  void add_sales() {
    CLI::App& sales = *group("sales", "What was sold, for the books");
    CLI::App* month = command(
        sales, "export", "The journal of a month as CSV, which sums to the ledger",
        "aan sales export 2026-11 --data shop > sales-2026-11.csv", [this] {
          return run_in_shop(common_, "sales.export",
                             json_object({{"month", which_}, {"play", std::int64_t{is_play_}}}));
        });
    month->add_option("month", which_, "Such as 2026-11, in UTC; this one if not given");
    month->add_flag("--play", is_play_, text("Play money and test cards alone, to try it"));
    add_json(month);
  }

  void add_pages() {
    CLI::App& page = *group("page", "The shop's own pages, in Markdown");
    add_shop_command(page, "list", "Which are written, and since when", "aan page list --data shop",
                     "page.list");
    add_shop_command(page, "show", "The text of one, in Markdown",
                     "aan page show imprint --data shop", "page.show", "page");
    CLI::App* write = command(page, "write", "Put the text of a file on a page",
                              "aan page write imprint imprint.md --data shop",
                              [this] { return write_page(common_, which_, price_); });
    write->add_option("page", which_, "about, terms, imprint or privacy")->required();
    write->add_option("file", price_, text("A file of Markdown; an empty one takes the page away"))
        ->required();
    add_json(write);
  }

  void add_settings() {
    CLI::App* set = command(app_, "settings", "The shop's settings: all, one, or a change of one",
                            "aan settings NODE_NAME 'Calder & Daughters' --data shop",
                            [this] { return settings(common_, setting_); });
    set->add_option("key", setting_.name, "Such as NODE_NAME; without it all are shown");
    CLI::Option* value = set->add_option(
        "value", setting_.value,
        text("What it says from now on; a shop that is served begins anew in place with it. -: the "
             "first line of standard input, as secrets are given"));
    value->each([this](const std::string&) { setting_.is_given = true; });
    set->add_flag("--unset", setting_.is_unset, text("Back to the default"))->excludes(value);
    add_json(set);
  }

  void add_refund(CLI::App& order) {
    CLI::App* refund = command(
        order, "refund", "Give money back the way it came",
        "aan order refund 7K2M-93QD --amount 4.99 --data shop", [this] {
          return run_in_shop(common_, "order.refund",
                             json_object({{"order", which_}, {"amount", amount_}, {"key", key_}}));
        });
    refund->add_option("order", which_, "Reference or id of the order")->required();
    refund->add_option("--amount", amount_,
                       text("How much, such as 4.99; without it all that can go back. What the "
                            "order owes goes back first"));
    refund->add_option("--key", key_,
                       text("16 to 255 characters of your own: with the same key again nothing is "
                            "given back twice"));
    add_json(refund);
  }

  void add_tax() {
    CLI::App& tax = *group("tax", "Value added tax: rates, sales in doubt, export");
    add_shop_command(tax, "rates", "Which rates count, where it is registered",
                     "aan tax rates --data shop", "tax.rates");
    CLI::App* doubts =
        command(tax, "doubts", "Sales whose evidence of place disagrees",
                "aan tax doubts --data shop", [this] {
                  return run_in_shop(common_, "tax.doubts",
                                     json_object({{"one", std::int64_t{is_renewed_}}}));
                });
    doubts->add_flag("--one", is_renewed_, text("Those that have one piece of evidence alone"));
    add_json(doubts);
    CLI::App* report = command(
        tax, "export", "What was sold and given back, by country and rate",
        "aan tax export --from 2026-10-01 --until 2027-01-01 --csv --data shop", [this] {
          return export_tax(
              common_,
              json_object({{"from", from_}, {"until", until_}, {"play", std::int64_t{is_play_}}}),
              is_csv_);
        });
    report->add_option("--from", from_, text("First day, or moment (UTC)"))->required();
    report->add_option("--until", until_, text("The day or moment (UTC) that is not in it"))
        ->required();
    report->add_flag("--csv", is_csv_, text("Comma-separated values"));
    report->add_flag("--play", is_play_, text("Sales for play money or test cards"));
    add_json(report);
  }

  void add_backup() {
    CLI::App* save = command(app_, "backup", "Copy the shop to a place, also while it sells",
                             "aan backup /mnt/backup --data shop --keep 30",
                             [this] { return back_up(common_, backup_); });
    save->add_option("place", backup_.place,
                     text("Folder for all backups of this shop; books lie there once"))
        ->required();
    save->add_option("--keep", backup_.keep, text("Keep the newest so many, forget older ones"))
        ->check(CLI::Range(1, 100'000));
    save->add_flag("--without-keys", backup_.without_keys,
                   text("Leave DIR/keys out, because it is kept in another place"));
    add_json(save);
    CLI::App* back = command(app_, "restore", "Make a shop from a backup, in an empty folder",
                             "aan restore /mnt/backup --data shop",
                             [this] { return restore(common_, backup_); });
    back->add_option("place", backup_.place, "Where aan backup put it")->required();
    back->add_option("--moment", backup_.moment, text("Which one; the newest if not given"));
    back->add_option("--keys", backup_.keys, text("The shop's keys, if they were kept apart"));
    back->add_flag("--lost-keys", backup_.has_lost_keys,
                   text("Begin with fresh keys: links of orders and names are lost"));
    back->add_flag("--list", backup_.is_list, text("Only list what there is, and check it"));
    add_json(back);
  }
  void add_desk() {
    CLI::App& desk = *group("desk", "The desk: its link, and who has a place there");
    CLI::App* link = command(
        desk, "link", "A one-time link to a place at the desk",
        "aan desk link --data shop --role editor",
        [this] { return run_in_shop(common_, "desk.link", json_object({{"role", which_}})); });
    link->add_option("--role", which_,
                     text("owner (the default), editor, support, accountant or read_only; the link "
                          "works once, within an hour, and ends the one made before"));
    add_json(link);
    add_shop_command(desk, "people", "Everybody with a place at the desk",
                     "aan desk people --data shop --json", "desk.people");
    add_shop_command(desk, "disable", "Close somebody's place and end their sessions",
                     "aan desk disable ada --data shop", "desk.disable", "name");
    add_shop_command(desk, "enable", "Open it again", "aan desk enable ada --data shop",
                     "desk.enable", "name");
    CLI::App* attention = command(
        app_, "attention", "What needs a person; exit code 6 if anything does",
        "aan attention --data shop --json", [this] {
          return which_.empty()
                     ? run_in_shop(common_, "attention.list", "{}")
                     : run_in_shop(common_, "attention.settle", json_object({{"item", which_}}));
        });
    attention->add_option("--settle", which_,
                          text("Id of an item that you have dealt with: it stays out of sight as "
                               "long as the fault stays the same"));
    add_json(attention);
    add_api_keys();
    CLI::App& audit = *group("audit", "The log of who did what");
    CLI::App* list =
        command(audit, "list", "The newest entries", "aan audit list --data shop", [this] {
          return run_in_shop(common_, "audit.list",
                             json_object({{"limit", limit_}, {"before", offset_}}));
        });
    list->add_option("--limit", limit_, "How many rows, 1 to 100")
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    list->add_option("--before", offset_, "Only entries before this number")
        ->check(CLI::NonNegativeNumber);
    add_json(list);
    add_shop_command(audit, "verify", "Reckon its whole chain again; exit code 6 on a fault",
                     "aan audit verify --data shop", "audit.verify");
  }

  void add_privacy() {
    CLI::App& privacy = *group("privacy", "People's data: export, erase");
    CLI::App* give =
        command(privacy, "export", "Everything about whoever has an address, as JSON",
                "aan privacy export --email ada@example.org --data shop > ada.json", [this] {
                  return run_in_shop(common_, "privacy.export", json_object({{"email", which_}}));
                });
    give->add_option("--email", which_, "The person's address")->required();
    add_json(give);
    CLI::App* erase =
        command(privacy, "erase", "Forget a person; accounts, rights and links of orders stay",
                "aan privacy erase --email ada@example.org --data shop", [this] {
                  return run_in_shop(common_, "privacy.erase",
                                     json_object({{"email", which_}, {"order", reference_order_}}));
                });
    CLI::Option* email = erase->add_option("--email", which_, "The person's address");
    erase
        ->add_option("--order", reference_order_,
                     text("Or an order of theirs: its reference or id"))
        ->excludes(email);
    add_json(erase);
  }

  void add_api_keys() {
    CLI::App& keys = *group("apikey", "Keys for programs that work at the desk by the API");
    CLI::App* add = command(
        keys, "add", "A new key, shown this once",
        "aan apikey add newsletter --may see_books --days 90 --data shop", [this] {
          return run_in_shop(
              common_, "apikey.add",
              json_object({{"name", which_}, {"scopes", words(coupon_.books)}, {"days", offset_}}));
        });
    add->add_option("name", which_, "What the audit log calls it")->required();
    add->add_option("--may", coupon_.books,
                    text("What it may do, such as see_orders; give it again for more. "
                         "docs/how-to/api-keys.md lists them"))
        ->required();
    add->add_option("--days", offset_, text("After so many days it ends by itself"))
        ->check(CLI::Range(1, 3660));
    add_json(add);
    add_shop_command(keys, "list", "Every key with what it may do, and when it was used",
                     "aan apikey list --data shop", "apikey.list");
    add_shop_command(keys, "end", "From now on it opens nothing",
                     "aan apikey end newsletter --data shop", "apikey.end", "name");
  }

  CLI::App* add_webhook_command(CLI::App& webhook, const std::string& name,
                                const std::string& about, const std::string& example,
                                const std::string& what) {
    CLI::App* sub = command(webhook, name, about, example, [this, what] {
      return run_in_shop(common_, what,
                         json_object({{"name", which_},
                                      {"url", url_},
                                      {"events", words(coupon_.books)},
                                      {"state", state_},
                                      {"delivery", price_},
                                      {"hours", hours_},
                                      {"limit", limit_},
                                      {"offset", offset_}}));
    });
    sub->add_option("name", which_, "Name of the webhook")->required();
    add_json(sub);
    return sub;
  }

  void add_webhooks() {
    CLI::App& webhook = *group("webhook", "Programs that are told when something happens");
    CLI::App* add = add_webhook_command(
        webhook, "add", "A new one; its secret is shown this once",
        "aan webhook add stock-room https://stock.example/hook --event all --data shop",
        "webhook.add");
    add->add_option("url", url_, "Where messages are sent, by https")->required();
    add->add_option("--event", coupon_.books,
                    text("Such as order.paid; give it again for more, or all. "
                         "docs/how-to/webhooks.md lists them"))
        ->required();
    add_shop_command(webhook, "list", "All of them, and how they are doing",
                     "aan webhook list --data shop", "webhook.list");
    add_webhook_command(webhook, "show", "One of them", "aan webhook show stock-room --data shop",
                        "webhook.show");
    CLI::App* deliveries = add_webhook_command(
        webhook, "deliveries", "What was sent to it, what waits, what was given up",
        "aan webhook deliveries stock-room --state dead --data shop", "webhook.deliveries");
    deliveries->add_option("--state", state_, "Only waiting, done or dead ones");
    deliveries->add_option("--limit", limit_, "Rows, 1 to 100")->check(CLI::Range(1, 100));
    deliveries->add_option("--offset", offset_, "Rows to pass over")->check(CLI::NonNegativeNumber);
    CLI::App* change = add_webhook_command(
        webhook, "change", "Another address, or other events",
        "aan webhook change stock-room --url https://new.example/hook --data shop",
        "webhook.change");
    change->add_option("--url", url_, "Where messages are sent from now on");
    change->add_option("--event", coupon_.books, "All that it is told of from now on");
    CLI::App* roll =
        add_webhook_command(webhook, "roll", "A new secret, shown this once",
                            "aan webhook roll stock-room --hours 48 --data shop", "webhook.roll");
    roll->add_option("--hours", hours_, text("So long the one before signs too (24)"))
        ->check(CLI::Range(0, 168));
    add_webhook_command(webhook, "ping", "Send it a test message",
                        "aan webhook ping stock-room --data shop", "webhook.ping");
    CLI::App* again = add_webhook_command(
        webhook, "redeliver", "Send one message once more, or all that were given up",
        "aan webhook redeliver stock-room --data shop", "webhook.redeliver");
    again->add_option("--delivery", price_, text("Its id; without it all that were given up"));
    add_webhook_command(webhook, "end", "From now on it is told nothing",
                        "aan webhook end stock-room --data shop", "webhook.end");
  }

  void add_upkeep() {
    CLI::App& index = *group("index", "The search index");
    add_shop_command(index, "rebuild", "Build it again from the catalogue",
                     "aan index rebuild --data shop", "index.rebuild");
    CLI::App& ledger = *group("ledger", "The journal of money");
    add_shop_command(ledger, "check", "Check every invariant; exit code 6 on findings",
                     "aan ledger check --data shop --json", "ledger.check");
    add_shop_command(ledger, "balances", "Balance of each account",
                     "aan ledger balances --data shop", "ledger.balances");
    CLI::App& queue = *group("queue", "Work that waits: effects and messages");
    add_shop_command(queue, "list",
                     "Waiting and buried jobs with their last error; exit code 6 if buried",
                     "aan queue list --data shop --json", "queue.list");
    add_shop_command(queue, "retry", "Give a buried job back", "aan queue retry JOB --data shop",
                     "queue.retry", "job");
    add_tax();
    add_backup();
    CLI::App& keys = *group("keys", "The node's secret keys");
    add_json(command(keys, "list", "Ids, purposes and ages", "aan keys list --data shop",
                     [this] { return list_keys(common_); }));
    add_shop_command(keys, "rotate", "A fresh key; the old one still opens what it made",
                     "aan keys rotate cookies --data shop", "keys.rotate", "purpose");
    add_shop_command(keys, "accept-loss", "Go on without keys that are lost for ever",
                     "aan keys accept-loss --data shop", "keys.accept-loss");
    add_privacy();
    CLI::App& doctor = *group("doctor", "Checks of a setup, step by step");
    add_json(command(
        doctor, "stripe", "Key, account, card page and webhook; exit code 6 if one is wrong",
        "aan doctor stripe --data shop --json", [this] { return doctor_stripe(common_); }));
    CLI::App* mail =
        command(doctor, "mail", "Mail server and a letter; exit code 6 if one is wrong",
                "aan doctor mail --data shop --to you@example.org",
                [this] { return doctor_mail(common_, which_); });
    mail->add_option("--to", which_, "Where a letter is sent to")->required();
    add_json(mail);
    CLI::App* docs = app_.add_subcommand("docs", "Write the reference pages into a folder");
    docs->add_option("folder", which_, "Such as docs/reference")->required();
    docs->add_option("--env-example", env_example_, "Where the example configuration goes")
        ->default_val(".env.example");
    docs->callback([this] {
      const auto done = write_docs(which_, env_example_, reference_);
      code_ = done ? ExitCode::ok : report(common_, done.error());
    });
    CLI::App* version = app_.add_subcommand("version", "Name and version");
    add_json(version);
    version->callback([this] {
      if (common_.is_json)
        std::printf("{\"name\":\"aan\",\"version\":\"%s\"}\n", std::string(kVersion).c_str());
      else
        std::printf("aan %s\n", std::string(kVersion).c_str());
    });
  }

  CLI::App app_{"Asymmetry: a bookshop in one program", "aan"};
  Common common_;
  ImportOptions import_;
  BackupOptions backup_;
  SettingOptions setting_;
  CouponOptions coupon_;
  std::string reference_;
  std::string which_;
  std::string reference_order_;
  std::string price_;
  std::string amount_;
  std::string key_;
  std::string env_example_;
  std::string at_least_;
  std::string suggested_;
  std::string compare_at_;
  std::string state_;
  std::string url_;
  std::string from_;
  std::string until_;
  bool is_csv_ = false;
  bool is_play_ = false;
  bool is_owed_ = false;
  bool is_renewed_ = false;
  std::int64_t limit_ = 50;
  std::int64_t offset_ = 0;
  std::int64_t hours_ = -1;
  ExitCode code_ = ExitCode::ok;
};

}  // namespace

int run(int argc, char** argv) {
  if (!make_process_private()) {
    std::fprintf(stderr, "aan: the system does not let this process keep its memory private.\n");
    return static_cast<int>(ExitCode::failed);
  }
  try {
    return CommandLine().parse(argc, argv);
  } catch (const std::exception& thrown) {  // ours are Results: this is a fault of the program
    std::fprintf(stderr, "aan: a fault in the program: %s\n", thrown.what());
    return static_cast<int>(ExitCode::failed);
  }
}

}  // namespace aan::cli
