#include "web/view/books/reading_parts.hpp"

#include <algorithm>

#include "base/whole_number.hpp"

namespace aan::web {
namespace {

constexpr std::size_t kEntriesMax = 150;          // of all depths; beyond it the outermost alone
constexpr std::size_t kContentsBytesMax = 8'000;  // of the list, which every page repeats
constexpr std::size_t kEntryBytes = 48;           // of its markup but for title and place

// The book's own contents; those of a book without any are the headings of its pages.
std::vector<catalog::ReadingEntry> entries_of(const catalog::ReadingIndex& index,
                                              const Locale& locale) {
  std::vector<catalog::ReadingEntry> entries = index.contents;
  if (entries.size() > kEntriesMax)
    std::erase_if(entries, [](const catalog::ReadingEntry& one) { return one.depth > 0; });
  if (!entries.empty() || index.pages.size() == 1) return entries;
  for (std::size_t page = 0; page < index.pages.size(); ++page) {
    const std::string& title = index.pages[page].title;
    if (title.empty() && page > 0) continue;
    entries.push_back({title.empty() ? locale.text("read_begin") : title, 0, ""});
    entries.back().place = "#" + std::to_string(page);  // no place of the book: a page
  }
  return entries;
}

// What a page lists of long contents: the first entry, and those around the reader's.
struct Stretch {
  std::size_t first = 0;
  std::size_t end = 0;
};
Stretch stretch_around(const std::vector<catalog::ReadingEntry>& entries, std::size_t current) {
  const auto cost = [&](std::size_t at) {
    return kEntryBytes + entries[at].title.size() + entries[at].place.size();
  };
  const std::size_t middle = std::min(current, entries.size() - 1);
  Stretch it{middle, middle + 1};
  std::size_t bytes = cost(0) + cost(middle);
  while (bytes < kContentsBytesMax && it.end - it.first < entries.size()) {
    if (it.first > 0) bytes += cost(--it.first);
    if (it.end < entries.size()) bytes += cost(it.end++);
  }
  return it;
}

// Behind the last page of a text stands its end; of a comic, whose pages are seen at a glance, the
// last picture is the end.
std::int64_t last_step(const ReadingPageView& page) {
  return std::ssize(page.index.pages) + (page.picture ? 0 : 1);
}

bool is_behind_end(const ReadingPageView& page) { return page.page > std::ssize(page.index.pages); }

}  // namespace

std::string reading_page_path(const std::string& path, std::size_t page) {
  return path + "/" + std::to_string(page);
}

std::size_t page_of_place(const catalog::ReadingIndex& index, const std::string& place) {
  if (place.starts_with('#'))
    return static_cast<std::size_t>(parse_whole_number(place.substr(1)).value_or(0)) + 1;
  const auto found = index.places.find(place);
  return found == index.places.end() ? 1 : found->second + 1;
}

void fill_reading_contents(Block& main, const ReadingPageView& page) {
  const std::vector<catalog::ReadingEntry> entries = entries_of(page.index, main.locale());
  if (entries.size() < 2) return;
  Block contents = main.add("CONTENTS");
  const auto here = static_cast<std::size_t>(page.page);
  // The first entry that leads to this page is where the reader is; on a page to which none leads,
  // the last one that leads to a page before.
  std::size_t current = entries.size();
  bool is_here = false;
  for (std::size_t at = 0; at < entries.size() && !is_here; ++at) {
    const std::size_t there = page_of_place(page.index, entries[at].place);
    is_here = there == here;
    if (there <= here) current = at;
  }
  // A page that goes on with a chapter says which.
  if (is_behind_end(page)) current = entries.size();
  if (current < entries.size() && !is_here) main.set_if("HERE_LABEL", entries[current].title);
  const Stretch shown = stretch_around(entries, current);
  for (std::size_t at = 0; at < shown.end; ++at) {
    if (at > 0 && at < shown.first) continue;
    const std::string& place = entries[at].place;
    Block entry = contents.add("ENTRY");
    entry.set("LABEL", entries[at].title).show_if("DEEP", entries[at].depth > 0);
    if (at == current) {
      entry.show("HERE");
      continue;
    }
    // From page to page: the address of the book is longer than most titles.
    const std::string path = std::to_string(page_of_place(page.index, place));
    entry.add("THERE").set(
        "PATH", with_look(place.starts_with('#') ? path : path + "#" + place, page.look));
  }
}

PageHead reading_head_of(const ReadingPageView& page, const Locale& locale,
                         std::string_view classes) {
  return {.title = locale.text(
              "read_title",
              {{"title", page.title},
               {"page", locale.number(std::min(page.page, std::ssize(page.index.pages)))}}),
          .page_class = classes,
          .is_private = true};
}

void fill_reading_head(Block& main, const ReadingPageView& page) {
  const Locale& locale = main.locale();
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
  main.show_if("ENDS", page.page == last_step(page));
  if (is_behind_end(page)) main.add("AGAIN").set("PATH", with_look(page.path + "/1", page.look));
}

void fill_reading_steps(Block steps, const ReadingPageView& page) {
  const Locale& locale = steps.locale();
  const auto last = last_step(page);
  const auto path = [&](std::int64_t number) {
    return with_look(reading_page_path(page.path, static_cast<std::size_t>(number)), page.look);
  };
  if (page.page > 1) steps.add("PREVIOUS").set("PATH", path(page.page - 1));
  if (page.page < last) steps.add("NEXT").set("PATH", path(page.page + 1));
  if (is_behind_end(page)) {
    steps.set("WHERE", "");
    return;
  }
  steps.set("WHERE",
            locale.text("page_where", {{"page", locale.number(page.page)},
                                       {"pages", locale.number(std::ssize(page.index.pages))}}));
}

}  // namespace aan::web
