#include "web/view/books/index_page.hpp"

#include "base/text.hpp"
#include "web/view/books/book_block.hpp"
#include "web/view/books/list_parts.hpp"
#include "web/view/books/shown_names.hpp"
#include "web/view/page_writer.hpp"

namespace aan::web {
namespace {

std::string words_of(const Locale& locale, IndexKind kind, const std::string& label) {
  if (kind == IndexKind::languages) return locale.language(label);
  return kind == IndexKind::formats ? format_name(locale, label) : label;
}

void fill_letters(Block& main, const IndexPage& page) {
  if (page.letters.empty()) return;
  Block bar = main.add("LETTERS");
  bool is_cut = false;
  for (const IndexLetter& one : page.letters) {
    is_cut = is_cut || one.is_current;
    bar.add("LETTER")
        .set("LABEL", one.is_other ? bar.locale().text("index_other") : one.label)
        .set("PATH", index_path(page.kind, one.value))
        .show_if("OTHER", one.is_other)
        .show_if("CURRENT", one.is_current);
  }
  bar.set("FIRST_PATH", index_path(page.kind))
      .set("FIRST", bar.locale().text(page.is_frequent || page.kind == IndexKind::subjects ||
                                              page.kind == IndexKind::publishers
                                          ? "index_frequent"
                                          : "index_first"))
      .show_if("AT_FIRST", !is_cut);
}

}  // namespace

void fill_name(Block item, IndexKind kind, const IndexEntry& entry) {
  const Locale& locale = item.locale();
  item.set("LABEL", shortened(words_of(locale, kind, entry.label))).set("PATH", entry.path);
  if (entry.books > 0)
    item.add("BOOKS")
        .set("COUNT", locale.number(entry.books))
        .set("COUNT_WORD", locale.plural("subject_books", entry.books));
}

std::string_view name_of(IndexKind kind) {
  switch (kind) {
    case IndexKind::subjects: return "subjects";
    case IndexKind::authors: return "authors";
    case IndexKind::series: return "series";
    case IndexKind::publishers: return "publishers";
    case IndexKind::languages: return "languages";
    case IndexKind::formats: break;
  }
  return "formats";
}

std::string index_path(IndexKind kind, std::string_view letter, std::string_view under) {
  std::string path = "/" + std::string(name_of(kind));
  if (!letter.empty()) path += "?letter=" + percent_encode(letter);
  if (!under.empty()) path += (letter.empty() ? "?under=" : "&under=") + percent_encode(under);
  return path;
}

std::string subject_path(std::string_view slug, bool has_shelf) {
  if (!has_shelf) return index_path(IndexKind::subjects, {}, slug);
  return "/subjects/" + percent_encode(slug);
}

std::string render(const IndexPage& page, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  const std::string own = locale.text("index_kind." + std::string(name_of(page.kind)));
  PageWriter writer(
      frame, {.title = page.heading.empty() ? own : page.heading, .page_class = "names"}, "index");
  Block& main = writer.main();
  main.set("HEADING", page.heading.empty() ? own : page.heading);
  if (!page.heading.empty()) {
    Block way = main.add("BROADER");
    way.add("STEP").set("LABEL", own).set("PATH", index_path(page.kind));
    for (const IndexEntry& one : page.broader)
      way.add("STEP").set("LABEL", one.label).set("PATH", one.path);
  } else {
    Block kinds = main.add("KINDS");
    for (const IndexKind kind : kIndexKinds)
      kinds.add("KIND")
          .set("LABEL", locale.text("index_kind." + std::string(name_of(kind))))
          .set("PATH", index_path(kind))
          .show_if("CURRENT", kind == page.kind);
  }
  fill_letters(main, page);
  main.show_if("FREQUENT", page.is_frequent);
  bool is_empty = true;
  for (const IndexSection& section : page.sections) {
    if (section.entries.empty()) continue;
    is_empty = false;
    Block block = main.add("SECTION");
    if (section.heading_key.empty())
      block.set("HEADING", own).show("PLAIN");
    else
      block.set("HEADING", locale.text("index_tree." + section.heading_key));
    for (const IndexEntry& entry : section.entries) fill_name(block.add("ENTRY"), page.kind, entry);
  }
  // Where there are letters there are names: it is this letter that has none.
  const std::string none = "index_none." + std::string(name_of(page.kind));
  if (is_empty)
    main.add("EMPTY").set("TEXT", locale.text(page.letters.empty() ? none : "index_empty"));
  if (!page.next_path.empty()) main.add("NEXT").set("PATH", page.next_path);
  return writer.finish();
}

}  // namespace aan::web
