#pragma once
#include "net/form.hpp"
#include "web/desk/desk_front.hpp"
#include "web/view/page_writer.hpp"

// A form that came after its five minutes of fresh proof. What was typed goes along as hidden
// fields of the page that asks for proof, and is shown once more before it is sent: nothing is kept
// here, and nothing secret leaves the form.
namespace aan::web {

struct HeldForm {
  net::FormFields fields;     ///< in the order in which they were sent
  bool lacks_secret = false;  ///< something secret was typed, which is not held

  /// Whether something was typed or chosen that it would be a pity to lose.
  [[nodiscard]] bool is_worth_holding() const;
};

/// What the form of this visit says, without its token, passwords, codes and secret settings.
HeldForm hold_form(const DeskFront& front, const Visit& visit);
/// The same of a form that carries it along (`carry_form`).
HeldForm carried_form(const Visit& visit);

/// Hidden fields of the page that asks for proof: blocks HELD of its form.
void carry_form(Block& form, const HeldForm& held);
/// What was typed, to be read, and a form that sends it to where it was meant to go.
Result<net::Response> held_form_page(const DeskFront& front, const Visit& visit,
                                     const std::string& path, const HeldForm& held);

}  // namespace aan::web
