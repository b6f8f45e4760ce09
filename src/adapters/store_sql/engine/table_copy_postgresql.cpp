#include "adapters/store_sql/engine/table_copy_engines.hpp"

namespace aan::store_sql {
namespace {

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, Clear>;

[[noreturn]] void lost(PGconn* server, const PGresult* answer) {
  const char* state = answer == nullptr ? nullptr : PQresultErrorField(answer, PG_DIAG_SQLSTATE);
  throw soci::postgresql_soci_error(PQerrorMessage(server), state == nullptr ? "     " : state);
}

Answer ask(PGconn* server, const std::string& text, ExecStatusType expected) {
  Answer answer(PQexec(server, text.c_str()));
  if (PQresultStatus(answer.get()) != expected) lost(server, answer.get());
  return answer;
}

// Every result of a COPY is taken, or the connection would stay in it.
void expect_end(PGconn* server) {
  bool is_good = true;
  Answer failed;
  while (Answer answer{PQgetResult(server)}) {
    if (PQresultStatus(answer.get()) == PGRES_COMMAND_OK) continue;
    is_good = false;
    if (!failed) failed = std::move(answer);
  }
  if (!is_good) lost(server, failed.get());
}

class PostgresqlInput final : public TableInput {
 public:
  explicit PostgresqlInput(PGconn* server) : server_(server) {}
  ~PostgresqlInput() override {
    if (is_over_) return;
    PQputCopyEnd(server_, "given up");
    while (const Answer answer{PQgetResult(server_)}) {
    }
  }
  void put(std::string_view line) override {
    send(line);
    send("\n");
  }
  void end() override {
    is_over_ = true;
    if (PQputCopyEnd(server_, nullptr) != 1) lost(server_, nullptr);
    expect_end(server_);
  }

 private:
  void send(std::string_view bytes) {
    if (PQputCopyData(server_, bytes.data(), static_cast<int>(bytes.size())) != 1)
      lost(server_, nullptr);
  }
  PGconn* server_;
  bool is_over_ = false;
};

}  // namespace

Names postgresql_columns(Connection& connection, const std::string& table) {
  const Answer all = ask(postgresql_of(connection.session()), "SELECT * FROM " + table + " LIMIT 0",
                         PGRES_TUPLES_OK);
  Names names;
  for (int i = 0; i < PQnfields(all.get()); ++i) names.emplace_back(PQfname(all.get(), i));
  return names;
}

Result<> postgresql_table_out(Connection& connection, const std::string& table,
                              const Names& columns, const TakeLine& take) {
  PGconn* server = postgresql_of(connection.session());
  // A copy takes as long as it takes; whoever asks for one waits.
  ask(server, "SET LOCAL statement_timeout = 0", PGRES_COMMAND_OK);
  ask(server, "COPY " + table + " (" + listed(columns) + ") TO STDOUT", PGRES_COPY_OUT);
  Result<> taken;
  char* bytes = nullptr;
  int size = 0;
  while ((size = PQgetCopyData(server, &bytes, 0)) > 0) {
    std::string_view line(bytes, static_cast<std::size_t>(size));
    if (line.ends_with('\n')) line.remove_suffix(1);
    if (taken) taken = take(line);  // the rest is read all the same, or the connection is lost
    PQfreemem(bytes);
  }
  if (size == -2) lost(server, nullptr);
  expect_end(server);
  return taken;
}

std::unique_ptr<TableInput> postgresql_table_in(Connection& connection, const std::string& table,
                                                const Names& columns) {
  PGconn* server = postgresql_of(connection.session());
  ask(server, "SET LOCAL statement_timeout = 0", PGRES_COMMAND_OK);
  ask(server, "COPY " + table + " (" + listed(columns) + ") FROM STDIN", PGRES_COPY_IN);
  return std::make_unique<PostgresqlInput>(server);
}

}  // namespace aan::store_sql
