#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.hpp"
#include "web/view/block.hpp"
#include "web/view/frame.hpp"
#include "web/view/html.hpp"
#include "web/view/picture_size.hpp"

namespace aan::web {

/// What a page about a book says of it where it is shared (ogp.me, "book" and "product").
struct SharedBook {
  std::vector<std::string> author_paths;  ///< pages of ours about those who wrote it
  std::string isbn13;                     ///< or empty
  std::string published;                  ///< YYYY, YYYY-MM, YYYY-MM-DD or empty
  std::optional<Money> price;
};

/// What a page says of itself to its frame.
struct PageHead {
  std::string title;
  std::string description;
  std::string_view page_class;  ///< of <body>, for the style sheet
  bool is_private = false;      ///< kept out of search engines
  bool wants_script = false;    ///< waits for something and may look again by itself
  std::string search_text;      ///< what is in the search field
  std::string picture = {};     ///< path of what stands for the page where it is shared; or empty
  std::optional<PictureSize> picture_size = {};
  std::string picture_alt = {};         ///< what is seen there, in the page's language
  std::optional<SharedBook> book = {};  ///< that the page is about
  Html data = {};                       ///< what search engines read of it; may be empty
};

/// One page in the making: the frame is filled, the main template is the caller's.
class PageWriter {
 public:
  PageWriter(const Frame& frame, const PageHead& head, std::string_view main_template);
  ~PageWriter();
  PageWriter(const PageWriter&) = delete;
  PageWriter& operator=(const PageWriter&) = delete;

  [[nodiscard]] Block& main() { return *main_; }
  [[nodiscard]] const Locale& locale() const { return *locale_; }
  [[nodiscard]] std::string finish() const;

 private:
  const Locale* locale_;
  std::unique_ptr<ctemplate::TemplateDictionary> values_;
  std::unique_ptr<Block> main_;
};

/// A document of its own, without the frame: its template is the whole of it.
class DocumentWriter {
 public:
  DocumentWriter(const Locale& locale, std::string_view file);
  ~DocumentWriter();
  DocumentWriter(const DocumentWriter&) = delete;
  DocumentWriter& operator=(const DocumentWriter&) = delete;

  [[nodiscard]] Block& main() { return *main_; }
  [[nodiscard]] std::string finish() const;

 private:
  const Locale* locale_;
  std::string file_;
  std::unique_ptr<ctemplate::TemplateDictionary> values_;
  std::unique_ptr<Block> main_;
};

}  // namespace aan::web
