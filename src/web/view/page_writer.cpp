#include "web/view/page_writer.hpp"

#include <ctemplate/template.h>

#include <map>
#include <mutex>

#include "base/check.hpp"
#include "embedded/web_files.hpp"
#include "web/view/books/book_block.hpp"
#include "web/view/books/browse_pages.hpp"
#include "web/view/language_path.hpp"
#include "web/view/sale/sale_pages.hpp"
#include "web/view/template_text.hpp"

namespace aan::web {
namespace {

constexpr std::string_view kFolder = "templates/";
constexpr std::string_view kEnding = ".tpl";
constexpr std::string_view kDesk = "desk/";  // whose pages speak one language
constexpr std::string_view kDeskLanguage = "en";
constexpr ctemplate::Strip kStrip = ctemplate::STRIP_BLANK_LINES;

// The templates of one language.
struct Templates {
  std::once_flag once;
  std::unique_ptr<ctemplate::TemplateCache> cache;
};

std::unique_ptr<ctemplate::TemplateCache> templates_in(const Locale& locale) {
  auto made = std::make_unique<ctemplate::TemplateCache>();
  for (const embedded::File& file : embedded::web_files()) {
    if (!file.name.starts_with(kFolder) || !file.name.ends_with(kEnding)) continue;
    std::string_view name = file.name.substr(kFolder.size());
    if (name.starts_with(kDesk) && locale.code() != kDeskLanguage) continue;
    name.remove_suffix(kEnding.size());
    const std::string text = resolve_template(file.bytes, locale);
    AAN_CHECK(made->StringToTemplateCache(locale.code() + "/" + std::string(name), text, kStrip));
  }
  made->Freeze();
  return made;
}

// Ours, not the library's default, so that nobody else's templates can get in. A language that
// nobody reads costs nothing.
ctemplate::TemplateCache& cache(const Locale& locale) {
  static auto all = [] {
    std::map<std::string, Templates, std::less<>> made;
    for (const std::string& code : locale_codes()) made.try_emplace(code);
    return made;
  }();
  Templates& one = all.find(locale.code())->second;
  std::call_once(one.once, [&] { one.cache = templates_in(locale); });
  return *one.cache;
}

std::string expand(const Locale& locale, const std::string& file,
                   const ctemplate::TemplateDictionary& values) {
  std::string out;
  out.reserve(std::size_t{32} << 10U);
  AAN_CHECK(
      cache(locale).ExpandWithData(locale.code() + "/" + file, kStrip, &values, nullptr, &out));
  return out;
}

void fill_navigation(Block& frame, NavItem current) {
  constexpr std::pair<NavItem, std::string_view> kMarks[] = {
      {NavItem::books, "AT_BOOKS"},     {NavItem::bundles, "AT_BUNDLES"},
      {NavItem::free_books, "AT_FREE"}, {NavItem::help, "AT_HELP"},
      {NavItem::about, "AT_ABOUT"},     {NavItem::cart, "AT_CART"}};
  for (const auto& [item, mark] : kMarks) frame.show_if(mark, item == current);
}

std::string canonical_address(const Frame& from) {
  const std::string& code = find_locale(from.locale).code();
  return from.address + path_in_language(code == from.own_locale ? "" : code, from.canonical_path);
}

// The same page in each language, for search engines (HTML, "alternate" with "hreflang"); and the
// choice of one, for people.
void fill_languages(Block& frame, const Frame& from, const PageHead& head) {
  if (!from.canonical_path.empty() && !from.address.empty() && !head.is_private) {
    const auto alternate = [&](std::string_view hreflang, std::string_view code) {
      frame.add("ALTERNATE")
          .set("HREFLANG", hreflang)
          .set("ADDRESS", from.address + path_in_language(code, from.canonical_path));
    };
    for (const std::string& code : locale_codes())
      alternate(code, code == from.own_locale ? "" : code);
    alternate("x-default", "");
  }
  if (!from.offers_languages) return;
  Block choice = frame.add("LANGUAGES").include("CHOICE", "language");
  choice.show(from.languages_take_form_to.empty() ? "ALONE" : "BESIDE_FORM");
  choice.set("BACK", from.here.empty() ? "/" : from.here);
  for (const std::string& code : locale_codes()) {
    Block option = choice.add("OPTION");
    option.set("CODE", code).set("NAME", frame.locale().text("own_language." + code));
    option.show_if("CHOSEN", code == frame.locale().code());
    if (!from.languages_take_form_to.empty())
      option.add("WITH_FORM").set("ACTION", path_in_language(code, from.languages_take_form_to));
  }
}

// What stands below a page's title where it was found: its own words, or else what the shop is.
std::string description_of(const Locale& locale, const Frame& from, const PageHead& head) {
  if (!from.description.empty()) return from.description;
  return head.description.empty() ? locale.text("foot_promise") : head.description;
}

// Open Graph (ogp.me): what stands for a page where somebody shares it.
void fill_shared(Block& frame, const Frame& from, const PageHead& head) {
  if (from.canonical_path.empty() || from.address.empty() || head.is_private) return;
  Block shared = frame.add("SHARED");
  shared.set("TITLE", head.title.empty() ? from.shop_name : head.title);
  shared.set("KIND", head.book ? "book" : "website").set("SHOP", from.shop_name);
  shared.set("ADDRESS", canonical_address(from));
  shared.set_if("DESCRIPTION", description_of(frame.locale(), from, head));
  if (!head.picture.empty()) {
    Block picture = shared.add("PICTURE");
    picture.set("ADDRESS", from.address + head.picture).set_if("ALT", head.picture_alt);
    if (head.picture_size)
      picture.add("SIZE")
          .set("WIDTH", head.picture_size->width)
          .set("HEIGHT", head.picture_size->height);
  }
  if (!head.book) return;
  Block book = shared.add("BOOK");
  for (const std::string& path : head.book->author_paths)
    book.add("WRITER").set("ADDRESS", from.address + path);
  book.set_if("ISBN", head.book->isbn13).set_if("PUBLISHED", head.book->published);
  if (head.book->price)
    book.add("PRICE")
        .set("AMOUNT", decimal(*head.book->price))
        .set("CURRENCY", head.book->price->asset.code());
}

void fill_frame(Block frame, const Frame& from, const PageHead& head) {
  const Locale& locale = frame.locale();
  const std::string& title = from.title.empty() ? head.title : from.title;
  frame.set("LANG", locale.code()).set("DIR", locale.direction());
  frame.set("TITLE", title.empty()
                         ? from.shop_name
                         : locale.text("page_title", {{"title", title}, {"shop", from.shop_name}}));
  frame.set_if("DESCRIPTION", description_of(locale, from, head));
  frame.set_if("CANONICAL", from.canonical_path.empty() ? "" : canonical_address(from));
  fill_languages(frame, from, head);
  fill_shared(frame, from, head);
  if (!head.data.empty()) frame.add("DATA").set_html("DATA_HTML", head.data);
  frame.show_if("PRIVATE", head.is_private).show_if("SCRIPT", head.wants_script);
  frame.set("PAGE_CLASS", head.page_class).set("SHOP", from.shop_name);
  if (from.is_sandbox && !from.has_test_cards)
    frame.add("SANDBOX").show_if("MOVED_CLOCK", from.has_moved_clock);
  frame.show_if("TEST_CARDS", from.has_test_cards);
  frame.set("SEARCH_TEXT", head.search_text);
  frame.set("SEARCH_PLACEHOLDER", from.catalogue_size > 0
                                      ? locale.plural("search_placeholder", from.catalogue_size)
                                      : locale.text("search_label"));
  frame.set("CART_COUNT", locale.number(from.cart_count));
  frame.set("CART_LABEL", locale.plural("cart_label", from.cart_count));
  frame.show_if("HAS_CART", from.cart_count > 0);
  if (from.has_free_books) frame.show("FREE_BOOKS");
  if (from.has_bundles) frame.show("BUNDLES");
  frame.show_if("IMPRINT", from.has_imprint);
  frame.show(from.has_privacy ? "PRIVACY" : "TERMS_AND_PRIVACY");
  frame.set_if("SELLER", from.seller_name);
  fill_navigation(frame, from.current);
  if (from.currencies.size() + from.about_currencies.size() > 1) {
    const std::string about(from.about ? from.about->asset.code() : "");
    frame.add("CURRENCY")
        .set("CODE", from.currency)
        .set_if("ABOUT", about)
        .set("LABEL", about.empty() ? locale.text("currency_here", {{"currency", from.currency}})
                                    : locale.text("currency_here_about",
                                                  {{"currency", from.currency}, {"about", about}}));
    Block foot = frame.add("CURRENCIES");
    fill_currencies(foot, "CHOICE", from, locale.text("currency_label"), from.currencies,
                    from.about_currencies);
  }
  if (from.prices)
    frame.add("PRICE_NOTE")
        .set("TEXT", *from.prices == tax::Prices::inclusive ? locale.text("prices_with_tax")
                                                            : locale.text("prices_without_tax"));
  if (from.notice) {
    Block notice = frame.add("NOTICE");
    notice.set("HEADLINE", from.notice->headline).set("TEXT", from.notice->text);
    if (!from.notice->link_label.empty())
      notice.add("LINK").set("LABEL", from.notice->link_label).set("PATH", from.notice->link_path);
  }
}

}  // namespace

PageWriter::PageWriter(const Frame& frame, const PageHead& head, std::string_view main_template)
    : locale_(&find_locale(frame.locale)),
      values_(std::make_unique<ctemplate::TemplateDictionary>("page")) {
  Block whole(*values_, *locale_, frame.about ? &*frame.about : nullptr);
  fill_frame(whole, frame, head);
  main_ = std::make_unique<Block>(whole.include("MAIN", main_template));
}
PageWriter::~PageWriter() = default;

std::string PageWriter::finish() const { return expand(*locale_, "frame", *values_); }

DocumentWriter::DocumentWriter(const Locale& locale, std::string_view file)
    : locale_(&locale),
      file_(file),
      values_(std::make_unique<ctemplate::TemplateDictionary>("document")),
      main_(std::make_unique<Block>(*values_, locale)) {}
DocumentWriter::~DocumentWriter() = default;

std::string DocumentWriter::finish() const { return expand(*locale_, file_, *values_); }

}  // namespace aan::web
