#pragma once
#include <string>
#include <string_view>

namespace aan::pay_stripe {

/// The body of a request to Stripe: application/x-www-form-urlencoded with brackets, as in
/// `line_items[0][quantity]=1`. Names are ours and written as they are; values are encoded.
class Form {
 public:
  Form& put(std::string_view name, std::string_view value);
  Form& put(std::string_view name, std::int64_t value);
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace aan::pay_stripe
