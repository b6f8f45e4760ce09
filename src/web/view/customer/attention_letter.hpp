#pragma once
#include <string>
#include <vector>

#include "domain/attention/item.hpp"
#include "web/view/customer/short_letter.hpp"
#include "web/view/locale.hpp"

namespace aan::web {

/// What exactly is wrong, in words: "Its archive is built in an unusual way".
std::string attention_detail(const attention::Item& item, const Locale& locale);

/// What needs whoever runs the shop: a paragraph for each of the first twenty items, with its next
/// step, and how many more there are. In English, as all of the desk.
LetterText attention_letter(const std::vector<attention::Item>& items, const std::string& desk_url,
                            const Frame& frame);

}  // namespace aan::web
