#include "cli/command_line.hpp"

#include <filesystem>

#include "base/text.hpp"
#include "cli/print_json.hpp"
#include "cli/run_command.hpp"

namespace aan::cli {

void CommandLine::add_import() {
  CLI::App* sub =
      command(app_, "import", "Bring book files in (EPUB, PDF, CBZ, audio), and lists of books",
              "aan import books/ --data shop --price 4.99 --currency USD\n"
              "  aan import walden.pdf --to walden --data shop\n"
              "  aan import books.csv.xz catalogue.json onix.xml --data shop",
              [this] { return import(common_, import_); });
  sub->add_option("path", import_.paths,
                  text("Files, or folders of them; several audio tracks in a folder are one book, "
                       "each M4B is one. "
                       "Lists are CSV, JSON (ours, or of the reference implementation), ONIX 3.0 "
                       "and exports of Gumroad; .xz and .gz are unpacked"))
      ->required();
  sub->add_option("--price", import_.price,
                  text("Price of each book, such as 4.99, or free; without it: not set. At most "
                       "10,000,000,000 of the currency's smallest unit: 100000000.00 in USD"));
  sub->add_option("--to", import_.to,
                  text("Slug or id of a book: the file is sold with it, under its price, to "
                       "whoever buys from now on. Without it each file is a book of its own"));
  sub->add_option_function<std::string>(
      "--currency",
      [this](const std::string& value) {
        import_.currency = value;
        common_.flags["SHOP_CURRENCY"] = value;
      },
      "Currency of the price; must be the shop's");
  sub->add_option("--format", import_.format,
                  text("Take the files as lists of this format: csv, gumroad, upstream, json or "
                       "onix; without it: what their content is. A "
                       "list is known by its ending: .csv, .tsv, .json, .xml, .onix, .xz, .gz"))
      ->check(CLI::IsMember({"csv", "gumroad", "upstream", "json", "onix"}));
  sub->add_option("--source", import_.source,
                  text("Whose lists they are, such as acme: what two suppliers call 17 is two "
                       "books then. Say the same each time; without it lists of one kind share "
                       "their names"));
  add_json(sub);
}

void CommandLine::add_export() {
  CLI::App* sub = command(app_, "export", "Export the whole catalogue",
                          "aan export --with-files taken --data shop\n"
                          "  aan export --format onix --to onix.xml --data shop\n"
                          "  aan export --hash --data shop",
                          [this] { return export_catalogue(common_, export_); });
  sub->add_option("--format", export_.format, "json (all of it), csv or onix (3.0)")
      ->check(CLI::IsMember({"json", "csv", "onix"}))
      ->capture_default_str();
  sub->add_option("--to", export_.to, "File to write; without it: standard output");
  sub->add_option("--with-files", export_.files_to,
                  text("Folder for catalogue.json and the files of the books: what aan import "
                       "makes the same catalogue of, elsewhere"));
  sub->add_flag("--hash", export_.is_hash,
                text("Print the hash of the catalogue instead: the same in every shop with the "
                     "same works, editions and offers"));
  add_json(sub);
}

// What is not given stays.
void CommandLine::add_book_edit(CLI::App& book) {
  CLI::App* edit = command(book, "edit", "Write title, people, subjects, ISBN and more of a book",
                           "aan book edit walden --title Walden --author \"Henry Thoreau\"\n"
                           "  aan book edit walden --subtitle none --data shop\n"
                           "  aan book edit walden --isbn 9780306406157 --subject Ponds\n"
                           "  aan book edit walden --follow-lists --data shop",
                           [this] { return run_in_shop(common_, "book.edit", edit_json()); });
  edit->add_option("book", which_, "Slug or id of the book")->required();
  const auto said = [](const std::string& what) {
    return CLI::Validator(
        [what](std::string& typed) { return one_line(typed).empty() ? what : std::string(); }, "");
  };
  const std::string or_none = "Nothing stands behind it. Say none, or leave it out to keep it.";
  edit->add_option("--title", edit_.title, text("What it is called; its address stays"))
      ->check(said("A book needs a title. Leave it out to keep the one that it has."));
  edit->add_option("--subtitle", edit_.subtitle, text("none: it has none"))->check(said(or_none));
  edit->add_option(
          "--author", edit_.authors,
          text("Once for each, what it is sorted by behind a bar: \"Ursula K. Le Guin | Le "
               "Guin, Ursula K.\"; none: it has none"))
      ->check(said(or_none));
  edit->add_option(
          "--contributor", edit_.contributors,
          text("\"translator: Jo Penn\", once for each; illustrator, editor, narrator, cover, "
               "afterword and others; none: nobody"))
      ->check(said(or_none));
  edit->add_option("--series", edit_.series, text("none: it is in none"))->check(said(or_none));
  edit->add_option("--series-position", edit_.series_position, text("2, 2.5; none: none"))
      ->check(said(or_none));
  edit->add_option("--subject", edit_.subjects, text("Once for each; none: none"))
      ->check(said(or_none));
  edit->add_option("--isbn", edit_.isbn, text("Of 10 or 13 digits; none: it has none"))
      ->check(said(or_none));
  edit->add_option("--publisher", edit_.publisher, text("none: not known"))->check(said(or_none));
  edit->add_option("--language", edit_.language, text("en, de, pt-BR; und: not known"))
      ->check(said("A language is a tag such as en, de or pt-BR; und says that it is not known."));
  edit->add_option("--description", edit_.description,
                   text("Paragraphs with an empty line between; none: it has none"))
      ->check(said(or_none));
  edit->add_flag("--follow-lists", edit_.follow_lists,
                 text("Lists may say all of it again; else they leave alone what was written"));
  add_json(edit);
}

// What is left out of the object stays as it is.
std::string CommandLine::edit_json() const {
  const auto lines = [](const std::vector<std::string>& given) {
    std::string all;
    for (const std::string& one : given) all += (all.empty() ? "" : "\n") + one;
    return all;
  };
  return json_object({{"book", which_},
                      {"title", edit_.title},
                      {"subtitle", edit_.subtitle},
                      {"authors", lines(edit_.authors)},
                      {"contributors", lines(edit_.contributors)},
                      {"series", edit_.series},
                      {"series_position", edit_.series_position},
                      {"subjects", lines(edit_.subjects)},
                      {"isbn", edit_.isbn},
                      {"publisher", edit_.publisher},
                      {"language", edit_.language},
                      {"description", edit_.description},
                      {"follow_lists", edit_.follow_lists ? "yes" : ""}});
}

void CommandLine::add_books() {
  CLI::App& book = *group("book", "Books: list, edit, price, stock, version, check");
  CLI::App* list = add_list(book, "All books, newest first, with state and price",
                            "aan book list --data shop --limit 20 --offset 20\n"
                            "  aan book list --data shop --search thoreau --state no_file",
                            "book.list");
  list->add_option("--search", search_,
                   text("Only those with these words in title or authors, or with this ISBN"));
  list->add_option(
      "--state", state_,
      text("Only those that are listed, for_sale (listed, and can be bought now), hidden, "
           "unpriced (listed without a price) or no_file (listed without a file)"));
  list->add_option("--format", list_format_, text("Only those with a file of it, as epub"));
  add_shop_command(book, "show", "One book", "aan book show walden --data shop --json", "book.show",
                   "book");
  add_shop_command(book, "publish", "List a hidden book again",
                   "aan book publish walden --data shop", "book.publish", "book");
  add_shop_command(book, "hide", "Take a book off the pages; buyers keep theirs",
                   "aan book hide walden --data shop", "book.hide", "book");
  add_shop_command(book, "hide-sample", "Show nothing of a book's inside before it is bought",
                   "aan book hide-sample walden --data shop", "book.hide-sample", "book");
  add_shop_command(book, "show-sample", "Show its sample again, made anew from its file",
                   "aan book show-sample walden --data shop", "book.show-sample", "book");
  add_book_edit(book);
  CLI::App* merge = command(book, "merge", "Let one book stand for another that is the same",
                            "aan book merge walden-2 walden --data shop", [this] {
                              return run_in_shop(common_, "book.merge",
                                                 json_object({{"book", which_}, {"into", url_}}));
                            });
  merge->add_option("book", which_, text("The one that leaves the pages; its address leads on"))
      ->required();
  merge->add_option("into", url_, "The one that stays")->required();
  add_json(merge);
  add_shop_command(book, "unmerge", "Part a book from the one that stands for it",
                   "aan book unmerge walden-2 --data shop", "book.unmerge", "book");
  CLI::App* take_out =
      command(book, "take-out", "Take a file out of a book that came to the wrong one",
              "aan book take-out walden epub --data shop", [this] {
                return run_in_shop(common_, "book.take-out",
                                   json_object({{"book", which_}, {"format", url_}}));
              });
  take_out->add_option("book", which_, "Slug or id of the book")->required();
  take_out
      ->add_option("format", url_,
                   text("Which file, as epub; a version before it takes its place again. It "
                        "stays once anybody has ordered it"))
      ->required();
  add_json(take_out);
  add_json(command(book, "check", "Verify every file; exit code 6 on damage",
                   "aan book check --data shop", [this] { return check_books(common_); }));
  CLI::App* price = command(book, "price", "Set a price, free, or none; or let the buyer set it",
                            "aan book price walden 4.99 --compare-at 9.99 --data shop\n"
                            "  aan book price walden --at-least 3 --suggested 8 --data shop\n"
                            "  aan book price walden 4.49 --currency EUR --data shop",
                            [this] {
                              return run_in_shop(common_, "book.price",
                                                 json_object({{"book", which_},
                                                              {"price", price_},
                                                              {"at_least", at_least_},
                                                              {"suggested", suggested_},
                                                              {"compare_at", compare_at_},
                                                              {"currency", currency_}}));
                            });
  price->add_option("book", which_, "Slug or id of the book")->required();
  price->add_option("price", price_, "4.99, free, or none (listed, cannot be bought)");
  price->add_option("--at-least", at_least_,
                    text("The buyer sets the price, from this up; 0 is allowed"));
  price->add_option("--suggested", suggested_, text("What stands in the buyer's field at first"));
  price->add_option(
      "--compare-at", compare_at_,
      text("A higher price from before, shown struck through; without it the one that there "
           "is stays while it is higher, and none takes it away"));
  price->add_option("--currency", currency_,
                    text("Its currency, where the shop sells in several; the prices in others "
                         "stay. Without it: the shop's own"));
  add_json(price);
  CLI::App* version = command(
      book, "version", "A new file for a book; its buyers may fetch it, and have theirs still",
      "aan book version walden walden-2.epub --note \"Typos in chapter 3\" --data shop", [this] {
        return run_in_shop(common_, "book.version",
                           json_object({{"book", which_},
                                        {"path", std::filesystem::absolute(url_).string()},
                                        {"note", price_},
                                        {"all_the_same", is_renewed_ ? "yes" : ""}}));
      });
  version->add_flag("--all-the-same", is_renewed_,
                    text("Also a file that says it is another book"));
  version->add_option("book", which_, "Slug or id of the book")->required();
  version
      ->add_option("file", url_,
                   text("The new file, of the format of the one before; or a folder of tracks"))
      ->required();
  version->add_option("--note", price_, text("What changed; buyers read it"))->required();
  add_json(version);
  CLI::App* cover = command(
      book, "cover", "Show another cover than the one in the file",
      "aan book cover walden walden.jpg --data shop", [this] {
        if (is_renewed_ && url_.empty())
          return run_in_shop(common_, "book.own-cover", json_object({{"book", which_}}));
        const std::string path = url_.empty() ? "" : std::filesystem::absolute(url_).string();
        return run_in_shop(common_, "book.cover", json_object({{"book", which_}, {"path", path}}));
      });
  cover->add_option("book", which_, "Slug or id of the book")->required();
  cover->add_option("file", url_, "A picture: JPEG, PNG, WebP or GIF, at most 32 MB");
  cover->add_flag("--own", is_renewed_, "The cover of the book's own file again");
  add_json(cover);
  CLI::App* lists =
      command(book, "lists", "Lists that were brought in: how far each came, and what became of it",
              "aan book lists --data shop", [this] {
                if (!which_.empty())
                  return run_in_shop(common_, "list.show", json_object({{"run", which_}}));
                return run_in_shop(common_, "list.runs", json_object({{"limit", limit_}}));
              });
  lists->add_option("--run", which_,
                    text("One of them, by the id that --json says: rows it refused, values it "
                         "changed"));
  lists->add_option("--limit", limit_, "How many, the newest first, 1 to 100")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  add_json(lists);
  add_shop_command(book, "versions", "Every version of a book's files, and what changed",
                   "aan book versions walden --data shop", "book.versions", "book");
  add_shop_command(book, "tell",
                   "Write to the buyers of an earlier version that there is a new one",
                   "aan book tell walden --data shop", "broadcast.begin", "book");
  add_shop_command(book, "letters", "Such letters: how many are sent, and wait",
                   "aan book letters --data shop", "broadcast.list");
  add_shop_command(book, "stop-letters", "Write to nobody more; what is queued still goes",
                   "aan book stop-letters abcd_01JD... --data shop", "broadcast.stop", "broadcast");
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

void CommandLine::add_sale_rules(CLI::App& book) {
  CLI::App* dates = command(
      book, "dates", "Sell from a day, until a day, or before the day it comes out",
      "aan book dates walden --release 2027-03-01 --data shop\n"
      "  aan book dates walden --from 2026-12-01 --until 2026-12-31 --data shop",
      [this] {
        return run_in_shop(
            common_, "book.dates",
            json_object(
                {{"book", which_}, {"from", from_}, {"until", until_}, {"release", at_least_}}));
      });
  dates->add_option("book", which_, "Slug or id of the book")->required();
  dates->add_option("--from", from_,
                    text("First day of the sale, such as 2026-12-01, or a moment"));
  dates->add_option("--until", until_,
                    text("Last day of the sale, to its end, or the moment that ends it"));
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
                {{"book", which_}, {"territory", state_}, {"countries", with_commas(names_)}}));
      });
  countries->add_option("book", which_, "Slug or id of the book")->required();
  countries->add_option("territory", state_, "only, except or everywhere")->required();
  countries->add_option("countries", names_, "Codes such as DE; none for everywhere");
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

}  // namespace aan::cli
