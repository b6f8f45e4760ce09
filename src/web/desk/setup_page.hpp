#pragma once
#include <optional>
#include <string>
#include <vector>

#include "service/desk/setup.hpp"
#include "web/desk/desk_front.hpp"
#include "web/desk/desk_page.hpp"
#include "web/desk/setting_fields.hpp"

namespace aan::web {

/// What came of an answer that was not taken.
struct SetupTrouble {
  std::optional<Error> problem;
  std::vector<ports::SetupStep> trial;  ///< what a processor or a mail server said
};

std::string setup_path(service::SetupStage stage);

/// Where a visit to a question leads instead: to the desk when nothing is asked (any more), to the
/// question whose turn it is when this one is beyond it, to fresh proof when it is needed. Nothing:
/// the question may be shown.
Result<std::optional<net::Response>> led_away(const DeskFront& front, const Visit& visit,
                                              service::SetupStage question);

/// The bar of progress on a page of the setup: what is answered can be gone back to.
void fill_progress(Block& main, service::SetupStage here, service::SetupStage reached);

/// The page of one of the questions that are answered by settings. `trouble`: shown with what was
/// typed.
Result<net::Response> setup_question_page(const DeskFront& front, const Visit& visit,
                                          service::SetupStage question,
                                          const SetupTrouble* trouble);

/// The lines of SELLER_ADDRESS without its country, and the country's code if its last line names
/// one.
struct TypedAddress {
  std::string lines;
  std::string country;
};
TypedAddress typed_address(std::string_view setting);
/// And back: one line, with bars between.
std::string address_setting(std::string_view lines, std::string_view country);
/// The first country that a header Accept-Language names: "DE" of "de-DE,de;q=0.9"; or nothing.
std::string country_in(std::string_view languages);

}  // namespace aan::web
