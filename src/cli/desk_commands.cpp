#include "cli/command_line.hpp"

#include "cli/print_json.hpp"
#include "cli/run_command.hpp"

namespace aan::cli {

void CommandLine::add_pages() {
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

void CommandLine::add_settings() {
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

void CommandLine::add_desk() {
  CLI::App& desk = *group("desk", "The desk: its link, and who has a place there");
  CLI::App* link = command(
      desk, "link", "A one-time link to a place at the desk",
      "aan desk link --data shop --role editor",
      [this] { return run_in_shop(common_, "desk.link", json_object({{"role", which_}})); });
  link->add_option("--role", which_,
                   text("owner (the default), editor, support, accountant or read-only; the link "
                        "works once, within an hour, and ends the one made before"));
  add_json(link);
  add_shop_command(desk, "people", "Everybody with a place at the desk",
                   "aan desk people --data shop --json", "desk.people");
  CLI::App* role = command(desk, "role", "Give somebody another role and end their sessions",
                           "aan desk role ada support --data shop", [this] {
                             return run_in_shop(common_, "desk.role",
                                                json_object({{"name", which_}, {"role", price_}}));
                           });
  role->add_option("name", which_, "Name of the person")->required();
  role->add_option("role", price_, "owner, editor, support, accountant or read-only")->required();
  add_json(role);
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

void CommandLine::add_api_keys() {
  CLI::App& keys = *group("apikey", "Keys for programs that work at the desk by the API");
  CLI::App* add = command(
      keys, "add", "A new key, shown this once",
      "aan apikey add newsletter --may see_books --days 90 --data shop", [this] {
        return run_in_shop(
            common_, "apikey.add",
            json_object({{"name", which_}, {"scopes", with_blanks(names_)}, {"days", offset_}}));
      });
  add->add_option("name", which_, "What the audit log calls it")->required();
  add->add_option("--may", names_,
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

void CommandLine::add_privacy() {
  CLI::App& privacy = *group("privacy", "People's data: show, export, erase");
  const auto add = [&](const std::string& name, const std::string& what,
                       const std::string& example) {
    CLI::App* sub = command(privacy, name, what, example, [this, name] {
      return run_in_shop(common_, "privacy." + name,
                         json_object({{"email", which_}, {"order", reference_order_}}));
    });
    CLI::Option* email = sub->add_option("--email", which_, "The person's address");
    sub->add_option("--order", reference_order_, text("Or an order of theirs: its reference or id"))
        ->excludes(email);
    add_json(sub);
  };
  add("show", "What the shop knows about a person, in counts and dates",
      "aan privacy show --email ada@example.org --data shop");
  add("export", "All of it in one file, as JSON",
      "aan privacy export --email ada@example.org --data shop > ada.json");
  add("erase", "Forget a person; accounts, rights and links of orders stay",
      "aan privacy erase --email ada@example.org --data shop");
}

}  // namespace aan::cli
