#include "cli/book_print_json.hpp"

#include <cstdio>

#include "base/text.hpp"
#include "cli/print_parts_json.hpp"

namespace aan::cli {
namespace {

namespace json = boost::json;

// "cover missing, sample damaged": each kind once.
std::string pictures_of(const json::object& book) {
  std::string text;
  for (const json::value& one : book.at("bad_pictures").as_array()) {
    const std::string what =
        text_of(one.as_object(), "kind") + " " + text_of(one.as_object(), "state");
    if (text.find(what) == std::string::npos) text += (text.empty() ? "" : ", ") + what;
  }
  return text;
}

// "3 left, 2 in unpaid orders until 2026-11-26T18:30:00Z, 5 sold"
std::string copies_of(const json::object& book, const std::string& left) {
  std::string text = left + " left";
  if (const std::string held = text_of(book, "copies_held"); !held.empty() && held != "0")
    text += ", " + held + " in unpaid orders until " + text_of(book, "copies_held_until");
  if (const std::string sold = text_of(book, "copies_sold"); !sold.empty())
    text += ", " + sold + " sold";
  return text;
}

// What only the answer about one book has.
void print_facts_of_one(const json::object& book) {
  const auto listed = [&book](const char* name) {
    std::string text;
    if (const json::value* const all = book.if_contains(name))
      for (const json::value& one : all->as_array())
        text += (text.empty() ? "" : ", ") + one_line(one.as_string().c_str());
    return text;
  };
  if (const json::value* const all = book.if_contains("contributors"))
    for (const json::value& one : all->as_array())
      std::printf("  with      %s: %s\n", text_of(one.as_object(), "role").c_str(),
                  text_of(one.as_object(), "name").c_str());
  if (const std::string series = text_of(book, "series"); !series.empty()) {
    const std::string position = text_of(book, "series_position");
    std::printf("  series    %s%s\n", series.c_str(),
                position.empty() ? "" : (", " + position).c_str());
  }
  if (const std::string subjects = listed("subjects"); !subjects.empty())
    std::printf("  subjects  %s\n", subjects.c_str());
  for (const auto& [name, label] : {std::pair{"isbn", "ISBN"}, {"publisher", "publisher"}})
    if (const std::string value = text_of(book, name); !value.empty())
      std::printf("  %-9s %s\n", label, value.c_str());
  if (const std::string edited = listed("edited"); !edited.empty())
    std::printf("  written   %s; lists leave that alone\n", edited.c_str());
  if (const std::string into = text_of(book, "merged_into"); !into.empty())
    std::printf("  merged    /books/%s stands for it\n", into.c_str());
  if (const std::string bundles = listed("resting_bundles"); !bundles.empty())
    std::printf("  bundles   cannot be bought while the merged book is in them: %s\n",
                bundles.c_str());
}

void print_book_line(const json::object& book) {
  const bool has_price = !book.at("price").is_null();
  const std::string pictures = pictures_of(book);
  std::printf("%-13s %15s  %s  %s%s%s\n", text_of(book, "state").c_str(),
              has_price ? amount_of(book, "price").c_str() : "-", text_of(book, "slug").c_str(),
              text_of(book, "title").c_str(), pictures.empty() ? "" : "; ", pictures.c_str());
}

void print_book(const json::object& book) {
  std::string authors;
  for (const json::value& one : book.at("authors").as_array())
    authors += (authors.empty() ? "" : ", ") + one_line(one.as_string().c_str());
  std::printf("%s\n", text_of(book, "title").c_str());
  if (!authors.empty()) std::printf("  by        %s\n", authors.c_str());
  std::printf("  state     %s\n", text_of(book, "state").c_str());
  const bool is_set_by_buyer = text_of(book, "buyer_sets_price") == "yes";
  std::printf("  price     %s%s\n", is_set_by_buyer ? "set by the buyer, from " : "",
              is_set_by_buyer ? amount_of(book, "price").c_str() : price_of(book, "price").c_str());
  for (const auto& [name, label] : {std::pair{"suggested", "suggested"}, {"compare_at", "before"}})
    if (const json::value* money = book.if_contains(name); money != nullptr && money->is_object())
      std::printf("  %-9s %s\n", label, amount_of(book, name).c_str());
  if (const json::value* gone = book.if_contains("compare_at_gone"); gone && gone->is_object())
    std::printf("  gone      %s, the price before: the new one is not lower\n",
                amount_of(book, "compare_at_gone").c_str());
  for (const json::value& other : book.at("prices").as_array()) {
    const json::object& one = other.as_object();
    const bool is_least = text_of(one, "buyer_sets_price") == "yes";
    std::printf("            %s%s\n", is_least ? "set by the buyer, from " : "",
                is_least ? amount_of(one, "price").c_str() : price_of(one, "price").c_str());
  }
  if (const std::string left = text_of(book, "copies_left"); !left.empty())
    std::printf("  copies    %s\n", copies_of(book, left).c_str());
  if (const std::string seats = text_of(book, "licence_seats"); !seats.empty())
    std::printf("  licence   a key for %s devices\n", seats.c_str());
  for (const auto& [name, label] :
       {std::pair{"sold_from", "from"}, {"sold_until", "until"}, {"release_at", "released"}})
    if (const std::string at = text_of(book, name); !at.empty())
      std::printf("  %-9s %s\n", label, at.c_str());
  if (const std::string where = text_of(book, "territory"); where != "everywhere") {
    std::string countries;
    for (const json::value& one : book.at("countries").as_array())
      countries += " " + std::string(one.as_string().c_str());
    std::printf("  sold      %s%s\n", where == "only" ? "only in" : "everywhere but in",
                countries.c_str());
  }
  std::printf("  language  %s\n", text_of(book, "language").c_str());
  std::printf("  page      /books/%s\n", text_of(book, "slug").c_str());
  std::printf("  id        %s\n", text_of(book, "id").c_str());
  print_facts_of_one(book);
  for (const json::value& file : book.at("files").as_array())
    if (text_of(file.as_object(), "state") != "whole")
      std::printf("  %-8s  %s; import the same file again\n",
                  text_of(file.as_object(), "state").c_str(),
                  text_of(file.as_object(), "name").c_str());
  if (const std::string pictures = pictures_of(book); !pictures.empty())
    std::printf("  pictures  %s; made again by a running shop or aan book check\n",
                pictures.c_str());
}

}  // namespace

void print_bad_copy(const json::object& copy) {
  const std::string kind = text_of(copy, "kind");
  const std::string what =
      (kind == "file" ? "" : kind + " of ") + text_of(copy, "name") + ", " + text_of(copy, "cid");
  if (text_of(copy, "restored") == "yes")
    std::printf("made again: %s; it was %s\n", what.c_str(), text_of(copy, "state").c_str());
  else
    std::printf("%s: %s; import the same file again\n", text_of(copy, "state").c_str(),
                what.c_str());
}

void print_books(const std::string& command, const json::object& answer) {
  if (command == "book.list") {
    print_page(answer, "books", print_book_line, "No books found. Bring some in with aan import.");
  } else if (command == "book.check") {
    print_rows(answer, "damaged", print_bad_copy, "Every file is whole.");
  } else {
    if (const json::value* const changed = answer.if_contains("changed");
        changed != nullptr && changed->as_array().empty())
      std::printf("Nothing changed: all of it stands there already.\n");
    print_book(answer);
  }
}

}  // namespace aan::cli
