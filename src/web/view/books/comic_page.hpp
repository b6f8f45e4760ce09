#pragma once
#include <string>

#include "web/view/books/reading_page.hpp"

namespace aan::web {

/// A page of a comic: the picture first, as high as the window, and the ways on below it, whose
/// halves of the picture are theirs too. Who it is and what else can be done stands behind. The
/// ways lie as the comic is read, in whatever language the page is.
std::string render_comic(const ReadingPageView& page, const catalog::ComicPicture& picture,
                         const Frame& frame);

}  // namespace aan::web
