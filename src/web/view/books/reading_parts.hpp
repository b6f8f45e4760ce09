#pragma once
#include <string>
#include <string_view>

#include "web/view/block.hpp"
#include "web/view/books/reading_page.hpp"
#include "web/view/page_writer.hpp"

namespace aan::web {

/// "/read/{token}/{grant}/3"; `page`: from 1.
std::string reading_page_path(const std::string& path, std::size_t page);

/// The page (from 1) on which a place of the book lies; one that is not known is on the first.
std::size_t page_of_place(const catalog::ReadingIndex& index, const std::string& place);

/// Fills CONTENTS and HERE_LABEL of a page's template, where there is more than one way to go.
void fill_reading_contents(Block& main, const ReadingPageView& page);

/// `classes` of the body; must outlive the head.
PageHead reading_head_of(const ReadingPageView& page, const Locale& locale,
                         std::string_view classes);
/// Whose book it is, how far it is read, the way back; ENDS on the last page.
void fill_reading_head(Block& main, const ReadingPageView& page);
/// PREVIOUS, NEXT and WHERE.
void fill_reading_steps(Block steps, const ReadingPageView& page);

}  // namespace aan::web
