#include "api/reasons.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

namespace aan::api {
namespace {

// What is said to people only: forms of pages, the desk's door, what a program at the desk may not
// do, restoring, and what lies behind play money.
const std::set<std::string> kOfPages = {
    "quarter", "customer_not_sure", "currency_gone", "api_key_days", "api_key_scopes",
    "api_key_taken", "api_keys_full", "attention_round", "cart_full", "desk_form", "desk_name",
    "desk_role", "facet", "format_known", "form_expected", "form_fields", "half_of_nothing",
    "invitation_over", "invitation_used", "language_unknown", "last_owner", "lease_lost",
    "library_full", "library_link", "library_too_fast", "name_taken", "newer", "no_book_named",
    "no_sample", "index_given_up", "export_busy", "no_such_action", "no_such_api_key",
    "no_book_fits", "no_book_fits_but", "too_many_books", "several_books_fit", "title_not_whole",
    "several_books_fit_there", "no_such_button", "no_such_invitation", "no_such_letters",
    "device_place", "no_such_person", "no_such_picture", "no_such_shelf", "no_such_terms",
    "not_empty", "not_sure", "order_gone", "password_differs", "password_like_name",
    "password_long", "password_short", "password_simple", "query_too_long", "refund_refused",
    "return_closed", "sign_in_not_proven", "sign_in_wait", "sign_in_wrong", "too_much",
    "total_as_typed", "totp_wrong",
    // The keys of a library, and what an invoice's page asks about.
    "key_kind", "not_a_signature", "own_key_known", "own_key_taken", "own_key_unknown",
    "own_keys_full", "passkey_copied", "passkey_unknown", "passkey_unlocked", "passkey_wrong",
    "proof_over", "reader_password", "signature_wrong", "tax_number_unlikely"};

std::set<std::string> reasons_with_a_sentence() {
  const char* root = std::getenv("AAN_SOURCE_DIR");
  std::ifstream words(std::filesystem::path(root != nullptr ? root : ".") /
                      "src/web/locales/en.txt");
  std::set<std::string> all;
  for (std::string line; std::getline(words, line);) {
    if (!line.starts_with("error.")) continue;
    const std::string word = line.substr(6, line.find(' ') - 6);
    if (word.size() != 3) all.insert(word);  // else it is a status
  }
  return all;
}

TEST(Reasons, ThePageOfReasonsNamesEveryOneThatIsNotOfPagesAlone) {
  const auto all = reasons_with_a_sentence();
  EXPECT_GT(all.size(), 100U);
  std::set<std::string> named;
  for (const Reason& one : reasons()) named.insert(std::string(one.word));
  for (const std::string& word : all)
    EXPECT_NE(named.contains(word), kOfPages.contains(word)) << word;
}

TEST(Reasons, WhatIsSaidToBeOfPagesAloneIsSaidThere) {
  const auto all = reasons_with_a_sentence();
  for (const std::string& word : kOfPages) EXPECT_TRUE(all.contains(word)) << word;
}

}  // namespace
}  // namespace aan::api
