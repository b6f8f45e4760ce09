#include "web/view/books/reading_page.hpp"

#include "base/text.hpp"
#include "web/view/books/comic_page.hpp"
#include "web/view/books/reading_parts.hpp"
#include "web/view/page_writer.hpp"

namespace aan::web {
namespace {

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

Html with_ways(std::string_view xhtml, const catalog::ReadingIndex& index, std::int64_t page,
               const ReadingLook& look) {
  const std::string pictures = with_names(xhtml, "<img src=\"", [&](const std::string& name) {
    return "pictures/" + name.substr(1) + ".jpg\" loading=\"lazy";
  });
  return Html::trusted(
      with_names(with_open_voids(pictures), "<a href=\"", [&](const std::string& name) {
        const std::string place = name.substr(1);
        const std::size_t there = page_of_place(index, place);
        if (there == static_cast<std::size_t>(page)) return name;
        std::string address = with_look(std::to_string(there) + name, look);
        return escape_xml(address);
      }));
}

std::string render(const ReadingPageView& page, const Frame& frame) {
  if (page.picture) return render_comic(page, *page.picture, frame);
  const std::string classes = classes_of(page.look) + " own";
  PageWriter writer(frame, reading_head_of(page, find_locale(frame.locale), classes), "reading");
  Block& main = writer.main();
  fill_reading_head(main, page);
  main.set_html("TEXT_HTML", page.text);
  fill_reading_contents(main, page);
  fill_look(main, reading_page_path(page.path, static_cast<std::size_t>(page.page)), page.look);
  fill_reading_steps(main.include("PAGER", "pager"), page);
  return writer.finish();
}

}  // namespace aan::web
