#include "web/view/books/reading_page.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/whole_number.hpp"
#include "web/view/page_writer.hpp"

namespace aan::web {
namespace {

constexpr std::size_t kEntriesMax = 150;  // of all depths; beyond it the outermost alone
constexpr std::size_t kOutermostMax = 500;

std::string page_path(const std::string& path, std::size_t page) {
  return path + "/" + std::to_string(page);
}

// The book's own contents; those of a book without any are the headings of its pages.
std::vector<catalog::ReadingEntry> entries_of(const catalog::ReadingIndex& index,
                                              const Locale& locale) {
  std::vector<catalog::ReadingEntry> entries = index.contents;
  if (entries.size() > kEntriesMax)
    std::erase_if(entries, [](const catalog::ReadingEntry& one) { return one.depth > 0; });
  if (entries.size() > kOutermostMax) entries.resize(kOutermostMax);
  if (!entries.empty() || index.pages.size() == 1) return entries;
  for (std::size_t page = 0; page < index.pages.size() && page < kOutermostMax; ++page) {
    const std::string& title = index.pages[page].title;
    if (title.empty() && page > 0) continue;
    entries.push_back({title.empty() ? locale.text("read_begin") : title, 0, ""});
    entries.back().place = "#" + std::to_string(page);  // no place of the book: a page
  }
  return entries;
}

std::size_t page_of(const catalog::ReadingIndex& index, const std::string& place) {
  if (place.starts_with('#'))
    return static_cast<std::size_t>(parse_whole_number(place.substr(1)).value_or(0)) + 1;
  const auto found = index.places.find(place);
  return found == index.places.end() ? 1 : found->second + 1;
}

void fill_contents(Block& main, const ReadingPageView& page) {
  const std::vector<catalog::ReadingEntry> entries = entries_of(page.index, main.locale());
  if (entries.empty()) return;
  Block contents = main.add("CONTENTS");
  const auto here = static_cast<std::size_t>(page.page);
  // The first entry that leads to this page is where the reader is; on a page to which none leads,
  // the last one that leads to a page before.
  std::size_t current = entries.size();
  bool is_here = false;
  for (std::size_t at = 0; at < entries.size() && !is_here; ++at) {
    const std::size_t there = page_of(page.index, entries[at].place);
    is_here = there == here;
    if (there <= here) current = at;
  }
  // A page that goes on with a chapter says which.
  if (current < entries.size() && !is_here) main.set_if("HERE_LABEL", entries[current].title);
  for (std::size_t at = 0; at < entries.size(); ++at) {
    const std::string& place = entries[at].place;
    Block entry = contents.add("ENTRY");
    entry.set("LABEL", entries[at].title).show_if("DEEP", entries[at].depth > 0);
    if (at == current) {
      entry.show("HERE");
      continue;
    }
    const std::string path = page_path(page.path, page_of(page.index, place));
    entry.add("THERE").set(
        "PATH", with_look(place.starts_with('#') ? path : path + "#" + place, page.look));
  }
}

void fill_pager(Block& main, const ReadingPageView& page) {
  const Locale& locale = main.locale();
  const auto last = std::ssize(page.index.pages);
  main.show_if("ENDS", page.page == last);
  if (last == 1) return;
  const auto path = [&](std::int64_t number) {
    return with_look(page_path(page.path, static_cast<std::size_t>(number)), page.look);
  };
  Block pager = main.include("PAGER", "pager");
  if (page.page > 1) pager.add("PREVIOUS").set("PATH", path(page.page - 1));
  if (page.page < last) pager.add("NEXT").set("PATH", path(page.page + 1));
  pager.set("WHERE", locale.text("page_where", {{"page", locale.number(page.page)},
                                                {"pages", locale.number(last)}}));
}

// Puts `make(name)` in the place of each name that stands behind `before`.
template <class Make>
std::string with_names(std::string_view markup, std::string_view before, Make make) {
  std::string out;
  std::size_t done = 0;
  for (std::size_t at = markup.find(before); at != markup.npos; at = markup.find(before, done)) {
    const std::size_t begin = at + before.size();
    const std::size_t end = markup.find('"', begin);
    if (end == markup.npos) break;
    out.append(markup.substr(done, begin - done));
    out.append(make(std::string(markup.substr(begin, end - begin))));
    done = end;
  }
  return out.append(markup.substr(done));
}

// Empty elements as HTML writes them: the worker writes XML.
std::string with_open_voids(std::string markup) {
  for (const std::string_view name : {"<img ", "<br", "<hr"})
    for (std::size_t at = markup.find(name); at != markup.npos; at = markup.find(name, at + 1)) {
      const std::size_t end = markup.find('>', at);
      if (end != markup.npos && markup[end - 1] == '/') markup.erase(end - 1, 1);
    }
  return markup;
}

}  // namespace

Html with_ways(std::string_view xhtml, const std::string& path, const catalog::ReadingIndex& index,
               std::int64_t page, const ReadingLook& look) {
  const std::string pictures = with_names(xhtml, "<img src=\"", [&](const std::string& name) {
    return path + "/pictures/" + name.substr(1) + ".jpg\" loading=\"lazy";
  });
  return Html::trusted(
      with_names(with_open_voids(pictures), "<a href=\"", [&](const std::string& name) {
        const std::string place = name.substr(1);
        const std::size_t there = page_of(index, place);
        if (there == static_cast<std::size_t>(page)) return name;
        std::string address = with_look(page_path(path, there) + name, look);
        return escape_xml(address);
      }));
}

std::string render(const ReadingPageView& page, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  const std::string classes = classes_of(page.look) + " own";
  PageWriter writer(frame,
                    {.title = locale.text(
                         "read_title", {{"title", page.title}, {"page", locale.number(page.page)}}),
                     .page_class = classes,
                     .is_private = true},
                    "reading");
  Block& main = writer.main();
  main.set("TITLE", page.title).set("BOOK_LANG", page.language);
  if (!page.authors.empty())
    main.set_if("BY", locale.text("by_names", {{"names", locale.list(page.authors)}}));
  main.set("BACK_PATH", page.back_path)
      .set("BACK", locale.text(page.is_gift ? "read_to_gift" : "read_to_order"))
      .set("FORGET_PATH", page.path + "/forget");
  const auto percent = catalog::percent_read(page.share);
  main.set("PERCENT", percent)
      .set("SHARE", locale.text("read_progress", {{"percent", locale.number(percent)}}));
  if (!page.reference.empty())
    main.set_if("STAMP", locale.text("read_stamp", {{"reference", page.reference}}));
  main.set_html("TEXT_HTML", page.text);
  fill_contents(main, page);
  fill_look(main, page_path(page.path, static_cast<std::size_t>(page.page)), page.look);
  fill_pager(main, page);
  return writer.finish();
}

}  // namespace aan::web
