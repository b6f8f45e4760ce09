#include "web/view/books/comic_page.hpp"

#include "web/view/books/reading_parts.hpp"
#include "web/view/page_writer.hpp"

namespace aan::web {

std::string render_comic(const ReadingPageView& page, const catalog::ComicPicture& picture,
                         const Frame& frame) {
  const std::string classes = classes_of(page.look) + " own comic";
  PageWriter writer(frame, reading_head_of(page, find_locale(frame.locale), classes), "comic");
  Block& main = writer.main();
  fill_reading_head(main, page);
  main.set("WAY", picture.is_from_right ? "rtl" : "ltr")
      .set("PICTURE_PATH", page.path + "/pictures/" + std::to_string(picture.number) + ".jpg")
      .set("PICTURE",
           main.locale().text("read_picture", {{"page", main.locale().number(page.page)}}));
  fill_reading_steps(main, page);
  fill_reading_contents(main, page);
  fill_look(main, reading_page_path(page.path, static_cast<std::size_t>(page.page)), page.look,
            LookOf::light);
  return writer.finish();
}

}  // namespace aan::web
