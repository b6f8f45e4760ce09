#pragma once
#include "adapters/store_sql/engine/connection.hpp"
#include "ports/person_store.hpp"

namespace aan::store_sql {

/// People of the desk, recovery codes and invitations in SQL.
class SqlPeople final : public ports::PersonStore {
 public:
  explicit SqlPeople(Connection& connection) : db_(connection) {}
  Result<std::optional<desk::Person>> find(const desk::PersonId& id) const override;
  Result<std::optional<desk::Person>> find_by_name(std::string_view name) const override;
  Result<std::vector<desk::Person>> list(std::int64_t limit) const override;
  Result<std::int64_t> owners() const override;
  Result<std::int64_t> recovery_codes_left(const desk::PersonId& id) const override;
  Result<std::optional<desk::Invitation>> find_invitation(
      std::string_view token_digest) const override;
  Result<> add(const desk::Person& person) override;
  Result<> set_role(const desk::PersonId& id, desk::Role role) override;
  Result<> set_disabled(const desk::PersonId& id, bool is_disabled) override;
  Result<> set_password(const desk::PersonId& id, std::string_view hash) override;
  Result<> set_totp(const desk::PersonId& id, std::string_view sealed, std::int64_t step) override;
  Result<bool> take_totp_step(const desk::PersonId& id, std::int64_t step) override;
  Result<> add_recovery_code(const desk::PersonId& id, std::string_view code_digest) override;
  Result<std::int64_t> end_recovery_codes(const desk::PersonId& id, Timestamp now) override;
  Result<bool> take_recovery_code(const desk::PersonId& id, std::string_view code_digest,
                                  Timestamp now) override;
  Result<> add_invitation(const desk::Invitation& invitation) override;
  Result<bool> take_invitation(std::string_view token_digest, Timestamp now) override;
  Result<> end_invitations(std::string_view invited_by, Timestamp now) override;
  Result<std::int64_t> purge_invitations(Timestamp before) override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
