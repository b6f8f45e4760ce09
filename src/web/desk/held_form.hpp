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
  bool was_sure = false;      ///< that one is sure was ticked: not held, it is asked again
  bool is_pressed = false;    ///< a button of `held_deeds` that has a word of its own

  /// Whether something was typed, chosen or ticked that it would be a pity to lose, or a button was
  /// pressed that is known.
  [[nodiscard]] bool is_worth_holding() const;
  /// Whether anything was typed that is no secret.
  [[nodiscard]] bool has_typed() const;
  /// Whether what was typed is secret, and nothing else.
  [[nodiscard]] bool is_secret_alone() const;
  /// What was sent as `name`; empty: nothing.
  [[nodiscard]] std::string find(std::string_view name) const;
};

/// What the form of this visit says, without its token, passwords, codes, secret settings, and that
/// one is sure.
HeldForm hold_form(const DeskFront& front, const Visit& visit);
/// The same of a form that carries it along (`carry_form`).
HeldForm carried_form(const Visit& visit);

/// Hidden fields of the page that asks for proof: blocks HELD of its form.
void carry_form(Block& form, const HeldForm& held);
/// What the form does and where, what was typed, to be read, and the form again, with its own word
/// for the button. Of what is secret alone nothing is left to send: a way back to its page.
Result<net::Response> held_form_page(const DeskFront& front, const Visit& visit,
                                     const std::string& path, const HeldForm& held);

}  // namespace aan::web
