#pragma once
#include <string>
#include <vector>

#include "worker/press/manuscript.hpp"
#include "worker/press/markup.hpp"

namespace aan::worker::press {

/// "chapter-01.xhtml" of the first chapter.
std::string chapter_file(std::size_t index);
/// Its heading, or the book's title where the text begins without one.
std::string chapter_label(const Manuscript& manuscript, const Chapter& chapter);

std::string cover_page(const Manuscript& manuscript);
std::string title_page(const Manuscript& manuscript);
std::string chapter_page(const Manuscript& manuscript, const Chapter& chapter);
/// nav.xhtml: contents and landmarks (EPUB 3.3 section 7).
std::string navigation_page(const Manuscript& manuscript, const std::vector<Chapter>& chapters);
/// toc.ncx, for reading systems of the time before EPUB 3.
std::string ncx(const Manuscript& manuscript, const std::vector<Chapter>& chapters);

}  // namespace aan::worker::press
