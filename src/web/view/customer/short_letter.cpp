#include "web/view/customer/short_letter.hpp"

#include "base/text.hpp"
#include "web/view/assets.hpp"
#include "web/view/page_writer.hpp"

namespace aan::web {

LetterText short_letter(const ShortLetter& from, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  LetterText letter;
  letter.subject = from.subject;
  for (const std::string& paragraph : from.paragraphs) letter.text += paragraph + "\n\n";
  for (const std::string_view line : split(from.quote, '\n'))
    if (!from.quote.empty()) letter.text += "> " + std::string(line) + "\n";
  if (!from.quote.empty()) letter.text += "\n";
  if (!from.link.empty()) letter.text += from.link + "\n";
  for (const std::string& hint : from.hints) letter.text += "\n" + hint + "\n";
  if (!from.stop_link.empty())
    letter.text += "\n" + locale.text("letter_stop") + ":\n" + from.stop_link + "\n";
  DocumentWriter writer(locale, "letter_short");
  Block& main = writer.main();
  main.set("LANG", locale.code()).set("DIR", locale.direction());
  main.set("TITLE", letter.subject).set("SHOP", frame.shop_name).set("HEADING", from.heading);
  main.set_html("STYLE_HTML", Html::trusted("<style>" + std::string(letter_style()) + "</style>"));
  for (const std::string& paragraph : from.paragraphs) main.add("PARAGRAPH").set("TEXT", paragraph);
  if (!from.quote.empty()) {
    Block quote = main.add("QUOTE");
    for (const std::string_view line : split(from.quote, '\n')) quote.add("LINE").set("TEXT", line);
  }
  if (!from.link.empty()) main.add("GO").set("LINK", from.link).set("LINK_LABEL", from.link_label);
  for (const std::string& hint : from.hints) main.add("HINT").set("TEXT", hint);
  if (!from.stop_link.empty()) main.add("STOP").set("URL", from.stop_link);
  letter.html = writer.finish();
  return letter;
}

LetterText gift_letter(const ports::GiftLetter& about, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  const std::string titles = locale.list(about.titles);
  ShortLetter letter;
  // The shop's own words: whoever gives has typed their name as they liked.
  letter.subject = locale.text("letter_gift_subject", {{"shop", about.shop_name}});
  letter.heading =
      about.name.empty() ? letter.subject : locale.text("gift_heading", {{"name", about.name}});
  letter.paragraphs = {
      about.giver.empty()
          ? locale.text("letter_gift_lead", {{"titles", titles}})
          : locale.text("letter_gift_lead_of", {{"titles", titles}, {"giver", about.giver}})};
  if (about.is_again) letter.paragraphs.push_back(locale.text("letter_gift_again"));
  letter.quote = about.message;
  letter.link = about.link;
  letter.link_label = locale.text("gift_claim");
  letter.hints = {locale.text("letter_gift_once"), locale.text("letter_gift_why")};
  return short_letter(letter, frame);
}

LetterText release_letter(const std::string& title, const std::string& reference,
                          const std::string& order_url, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  ShortLetter letter;
  letter.subject = letter.heading = locale.text("letter_release_subject", {{"title", title}});
  letter.paragraphs = {locale.text("letter_release_lead", {{"title", title}})};
  letter.link = order_url;
  letter.link_label = locale.text("letter_release_link", {{"reference", reference}});
  letter.hints = {locale.text("letter_why")};
  return short_letter(letter, frame);
}

LetterText version_letter(const VersionNews& news, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  ShortLetter letter;
  letter.subject = letter.heading = locale.text("letter_version_subject", {{"title", news.title}});
  letter.paragraphs = {locale.text("letter_version_lead", {{"title", news.title}})};
  letter.quote = news.note;
  letter.link = news.order_url;
  letter.link_label = locale.text("letter_version_open");
  letter.hints = {locale.text("letter_version_why", {{"shop", frame.shop_name}})};
  letter.stop_link = news.stop_url;
  return short_letter(letter, frame);
}

LetterText reader_letter(const std::string& title, const std::string& reference,
                         const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  ShortLetter letter;
  letter.subject = letter.heading = locale.text("letter_reader_subject", {{"title", title}});
  letter.paragraphs = {locale.text("letter_reader_lead", {{"title", title}})};
  letter.hints = {
      locale.text("letter_reader_why", {{"reference", reference}, {"shop", frame.shop_name}})};
  return short_letter(letter, frame);
}

LetterText new_address_letter(const std::string& reference, const std::string& link,
                              const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  ShortLetter letter;
  letter.subject = letter.heading =
      locale.text("letter_new_address_subject", {{"reference", reference}});
  letter.paragraphs = {locale.text("letter_new_address_lead",
                                   {{"reference", reference}, {"shop", frame.shop_name}})};
  letter.link = link;
  letter.link_label = locale.text("address_confirm");
  letter.hints = {locale.text("letter_new_address_once"), locale.text("letter_new_address_why")};
  return short_letter(letter, frame);
}

LetterText old_address_letter(const ports::AddressLetter& about, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  const std::string& contact = about.contact;
  ShortLetter letter;
  letter.subject = letter.heading =
      locale.text("letter_old_address_subject", {{"reference", about.reference}});
  letter.paragraphs = {locale.text("letter_old_address_lead",
                                   {{"reference", about.reference}, {"shop", about.shop_name}}),
                       about.days_to_take_back > 0
                           ? locale.plural("letter_old_address_back", about.days_to_take_back)
                       : contact.empty()
                           ? locale.text("letter_old_address_else")
                           : locale.text("letter_old_address_ask", {{"contact", contact}})};
  letter.link = about.link;
  letter.link_label = locale.text(about.days_to_take_back > 0 ? "letter_old_address_take_back"
                                                              : "letter_old_address_help");
  if (about.days_to_take_back > 0)
    letter.hints = {contact.empty()
                        ? locale.text("letter_old_address_was_you")
                        : locale.text("letter_old_address_was_you_ask", {{"contact", contact}})};
  return short_letter(letter, frame);
}

LetterText address_off_letter(const ports::AddressLetter& about, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  ShortLetter letter;
  letter.subject = letter.heading =
      locale.text("letter_address_off_subject", {{"reference", about.reference}});
  letter.paragraphs = {locale.text("letter_address_off_lead",
                                   {{"reference", about.reference}, {"shop", about.shop_name}}),
                       about.contact.empty()
                           ? locale.text("letter_address_off_else")
                           : locale.text("letter_address_off_ask", {{"contact", about.contact}})};
  return short_letter(letter, frame);
}

LetterText new_link_letter(const ports::AddressLetter& about, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  ShortLetter letter;
  letter.subject = letter.heading =
      locale.text("letter_new_link_subject", {{"reference", about.reference}});
  letter.paragraphs = {locale.text("letter_new_link_lead",
                                   {{"reference", about.reference}, {"shop", about.shop_name}})};
  if (about.is_gift_unclaimed) letter.paragraphs.push_back(locale.text("letter_new_link_gift"));
  letter.link = about.link;
  letter.link_label = locale.text("letter_release_link", {{"reference", about.reference}});
  letter.hints = {about.contact.empty()
                      ? locale.text("letter_new_link_else")
                      : locale.text("letter_new_link_ask", {{"contact", about.contact}})};
  return short_letter(letter, frame);
}

}  // namespace aan::web
