#include "web/view/customer/attention_letter.hpp"

#include "web/view/sale/plain_words.hpp"

namespace aan::web {
namespace {

constexpr std::size_t kItemsTold = 20;

std::string paragraph_of(const attention::Item& item, const Locale& locale) {
  const attention::KindRow& row = attention::row_of(item.what.kind);
  std::string about = item.what.label;
  if (!item.what.detail.empty()) about += ", " + attention_detail(item, locale);
  if (item.what.due_at)
    about += ", " + locale.text("letter_attention_due", {{"date", locale.date(*item.what.due_at)}});
  return std::string(row.what) + " (" + about + ") " + std::string(row.next_step);
}

}  // namespace

std::string attention_detail(const attention::Item& item, const Locale& locale) {
  // Why a copy has no stamp is stored as one word.
  if (item.what.kind == attention::Kind::copy_unstamped)
    if (const std::string* why = locale.find("desk_unstamped." + item.what.detail)) return *why;
  return plain_words(item.what.detail, locale);
}

LetterText attention_letter(const std::vector<attention::Item>& items, const std::string& desk_url,
                            const Frame& frame) {
  const Locale& locale = find_locale("en");
  const auto count = static_cast<std::int64_t>(items.size());
  ShortLetter letter;
  letter.subject = locale.plural("letter_attention_subject", count, {{"shop", frame.shop_name}});
  letter.heading = locale.plural("letter_attention_heading", count);
  for (const attention::Item& item : items) {
    if (letter.paragraphs.size() == kItemsTold) break;
    letter.paragraphs.push_back(paragraph_of(item, locale));
  }
  if (items.size() > kItemsTold)
    letter.paragraphs.push_back(
        locale.plural("letter_attention_more", count - static_cast<std::int64_t>(kItemsTold)));
  letter.link = desk_url;
  letter.link_label = locale.text("letter_attention_link");
  letter.hints = {locale.text("letter_attention_why")};
  return short_letter(letter, frame);
}

}  // namespace aan::web
