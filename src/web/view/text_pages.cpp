#include "web/view/text_pages.hpp"

#include <algorithm>
#include <optional>

#include "base/check.hpp"
#include "base/text.hpp"
#include "embedded/web_files.hpp"
#include "web/view/contact_block.hpp"
#include "web/view/markdown.hpp"
#include "web/view/page_writer.hpp"
#include "web/view/sale/payment_block.hpp"

namespace aan::web {
namespace {

constexpr int kNotFound = 404;
constexpr int kMisdirected = 421;

// locales/<code>.<name>.md, in English when the language has none.
std::string_view long_text(const Locale& locale, std::string_view name) {
  const auto find = [name](std::string_view code) -> const embedded::File* {
    const std::string path = "locales/" + std::string(code) + "." + std::string(name) + ".md";
    const auto found = std::ranges::find(embedded::web_files(), path, &embedded::File::name);
    return found == embedded::web_files().end() ? nullptr : &*found;
  };
  const embedded::File* file = find(locale.code());
  if (file == nullptr) file = find("en");
  AAN_CHECK(file != nullptr);
  return file->bytes;
}

std::string operator_markdown(std::string text, const std::string& shop) {
  constexpr std::string_view kShop = "{shop}";
  for (std::size_t at = 0; (at = text.find(kShop, at)) != text.npos; at += shop.size())
    text.replace(at, kShop.size(), shop);
  return text;
}

// Lines that are true only with, or only without, somebody to write to begin with a mark.
std::string for_contact(std::string_view text, bool has_contact) {
  constexpr std::string_view kWith = "?contact: ";
  constexpr std::string_view kWithout = "?no contact: ";
  std::string out;
  for (std::string_view line : split(text, '\n')) {
    if (line.starts_with(has_contact ? kWithout : kWith)) continue;
    const std::string_view mark = has_contact ? kWith : kWithout;
    if (line.starts_with(mark)) line.remove_prefix(mark.size());
    out += std::string(line) + "\n";
  }
  return out;
}

}  // namespace

namespace {

// Of what a shop wrote itself, in its own language, whatever the page around it speaks.
void set_language_of_text(Block& main, const std::string& code) {
  if (code != main.locale().code())
    main.add("SPEAKS").set("TEXT_LANG", code).set("TEXT_DIR", find_locale(code).direction());
}

}  // namespace

std::string render(const HelpPage&, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  PageWriter writer(frame, {.title = locale.text("help"), .page_class = "text"}, "help");
  Block& main = writer.main();
  const std::string text = for_contact(long_text(locale, "help"), !frame.contact.empty());
  // "# id: Name" begins a topic; ids are addresses that other pages link to.
  std::string_view rest = text;
  while (rest.starts_with("# ")) {
    const auto end = rest.find("\n# ");
    const std::string_view topic = rest.substr(2, end == rest.npos ? end : end - 2);
    const auto colon = topic.find(": ");
    const auto line = topic.find('\n');
    AAN_CHECK(colon < line && line != topic.npos);
    main.add("TOPIC")
        .set("ID", topic.substr(0, colon))
        .set("NAME", topic.substr(colon + 2, line - colon - 2))
        .set_html("BODY_HTML", markdown(topic.substr(line)));
    rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
  }
  fill_contact(main, frame.contact, locale.text("contact"));
  return writer.finish();
}

std::string render(const AboutPage& page, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  const std::string title = locale.text("about_title", {{"shop", frame.shop_name}});
  PageWriter writer(frame, {.title = title, .page_class = "text"}, "text");
  Block& main = writer.main();
  // A Markdown text cannot carry a shop's name as markup: what looks like some is escaped.
  main.set("HEADING", title);
  if (!page.story.empty()) set_language_of_text(main, frame.own_locale);
  main.set_html("BODY_HTML", page.story.empty()
                                 ? markdown(operator_markdown(
                                       std::string(long_text(locale, "about")), frame.shop_name))
                                 : markdown(page.story, MarkdownLines::kept));
  for (const std::string& name : page.pages)
    main.add("OWN_PAGE").set("PATH", "/" + name).set("NAME", locale.text("own_page." + name));
  Block facts = main.add("FACTS");
  const auto fact = [&](std::string_view key, const std::string& value, bool is_code) {
    if (value.empty()) return;
    facts.add("FACT")
        .set("NAME", locale.text(key))
        .add(is_code ? "CODE" : "PLAIN")
        .set("VALUE", value);
  };
  fact("about_operator", page.operator_name, /*is_code=*/false);
  fact("receipt_seller", page.seller, /*is_code=*/false);
  fact("about_node", page.node_id, /*is_code=*/true);
  if (!page.version.empty())
    fact("about_version", locale.text("about_version_text", {{"version", page.version}}),
         /*is_code=*/false);
  fill_contact(main, frame.contact, locale.text("contact"));
  return writer.finish();
}

std::string render(const OwnPage& page, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  const std::string& title = locale.text("own_page." + page.name);
  PageWriter writer(frame, {.title = title, .page_class = "text"}, "text");
  Block& main = writer.main();
  main.set("HEADING", title);
  if (!page.text.empty())
    main.set_if("UNDER", locale.text("own_page_since", {{"since", locale.date(page.since)}}));
  set_language_of_text(main, frame.own_locale);
  main.set_html("BODY_HTML", markdown(page.text, MarkdownLines::kept));
  if (!page.seller.empty()) {
    Block fact = main.add("FACTS").add("FACT").set("NAME", locale.text("receipt_seller"));
    for (const std::string& line : page.seller) fact.add("LINE").set("VALUE", line);
  }
  fill_contact(main, frame.contact, locale.text("contact"));
  return writer.finish();
}

std::string render(const AboutFallbackPage& page, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  PageWriter writer(frame, {.title = locale.text("fallback"), .page_class = "text"}, "fallback");
  Block& main = writer.main();
  if (page.methods.empty()) {
    main.show("NO_METHODS");
  } else {
    Block methods = main.add("METHODS");
    for (const PaymentChoice& choice : page.methods)
      methods.add("METHOD")
          .set("NAME", method_name(locale, choice.method))
          .set("CLASS", choice.rest ? "state-rests" : "state-works")
          .set("STATE", choice.rest ? method_hint(locale, choice) : locale.text("fallback_works"));
  }
  if (page.addresses.empty()) {
    main.show("ONE_ADDRESS");
  } else {
    Block addresses = main.add("ADDRESSES");
    for (const std::string& address : page.addresses) addresses.add("ADDRESS").set("URL", address);
  }
  main.set("COPIES", locale.text("fallback_copies_none"));
  return writer.finish();
}

std::string_view default_terms(std::string_view language) {
  return long_text(find_locale(language), "terms");
}

namespace {

// The language of terms that are those of every shop; nothing of what a shop wrote itself.
std::optional<std::string> language_of_terms(std::string_view text) {
  for (const std::string& code : locale_codes())
    if (default_terms(code) == text) return code;
  return std::nullopt;
}

}  // namespace

std::string render(const TermsPage& page, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  PageWriter writer(frame, {.title = locale.text("terms_title"), .page_class = "text"}, "text");
  Block& main = writer.main();
  main.set("HEADING", locale.text("terms_title"));
  main.set_if("UNDER", locale.text(page.is_in_force ? "terms_in_force" : "terms_replaced",
                                   {{"version", locale.number(page.version)},
                                    {"since", locale.date(page.since)}}));
  if (!page.is_in_force) main.show("OLD_TERMS");
  // The terms of every shop come in every language; what a buyer agrees to is the text that is
  // kept with the order, and its own page has it as it is.
  const std::optional<std::string> language = language_of_terms(page.text);
  const bool is_translated = page.may_be_translated && language && *language != locale.code();
  if (is_translated)
    main.add("TRANSLATED").set("ORIGINAL", "/terms/" + std::to_string(page.version));
  else
    set_language_of_text(main, language.value_or(frame.own_locale));
  main.set_html("BODY_HTML",
                markdown(is_translated ? long_text(locale, "terms") : std::string_view(page.text)));
  if (!page.operator_name.empty())
    main.add("FACTS")
        .add("FACT")
        .set("NAME", locale.text("about_operator"))
        .add("PLAIN")
        .set("VALUE", page.operator_name);
  fill_contact(main, frame.contact, locale.text("contact"));
  return writer.finish();
}

std::string render(const ErrorPage& page, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  const ErrorText text = error_text(locale, page.problem);
  PageWriter writer(frame, {.title = text.heading, .page_class = "error", .is_private = true},
                    "error");
  Block& main = writer.main();
  main.set("STATUS", page.problem.status).set("HEADING", text.heading);
  main.set("SENTENCE", text.sentence).set("WHAT_TO_DO", text.what_to_do);
  if (const auto& seconds = page.problem.error.retry_after_s)
    main.set_if("RETRY", retry_text(locale, *seconds));
  fill_contact(main, frame.contact, locale.text("contact_error"));
  main.set_if("REQUEST", page.request_id);
  // Under a name that the shop does not answer to, its links lead to the same refusal.
  if (page.problem.status != kMisdirected) {
    const char* const elsewhere = page.problem.status == kNotFound ? "LOST" : "STOPPED";
    const bool is_of_library = page.problem.error.reason == "library_link";
    main.show(page.is_from_cart ? "TO_CART" : is_of_library ? "TO_LIBRARY" : elsewhere);
    main.show("INSIDE");
  }
  main.show(frame.contact.empty() ? "NO_CONTACT" : "HAS_CONTACT");
  return writer.finish();
}

std::string render(const MaintenancePage& page, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  DocumentWriter writer(locale, "maintenance");
  Block& main = writer.main();
  main.set("LANG", locale.code()).set("DIR", locale.direction()).set("SHOP", frame.shop_name);
  main.set("TITLE", locale.text("page_title", {{"title", locale.text("maintenance")},
                                               {"shop", frame.shop_name}}));
  main.show_if("SANDBOX", frame.is_sandbox);
  main.set("RETRY", retry_text(locale, page.retry_after_s));
  main.set_if("REQUEST", page.request_id);
  return writer.finish();
}

}  // namespace aan::web
