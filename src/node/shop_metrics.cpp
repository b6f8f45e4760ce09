#include "node/shop_metrics.hpp"

#include <algorithm>

#include "aan_version.hpp"
#include "node/doctor/machine.hpp"
#include "node/process_facts.hpp"
#include "service/attention/list_items.hpp"
#include "service/payment/offered.hpp"

namespace aan::node {
namespace {

using metrics::Reading;
using Readings = std::vector<Reading>;
using Labels = std::vector<std::pair<std::string, std::string>>;

void gauge(Readings& out, const char* name, const char* help, double value, Labels labels = {}) {
  out.push_back({name, help, false, std::move(labels), value});
}
void counter(Readings& out, const char* name, const char* help, double value, Labels labels = {}) {
  out.push_back({name, help, true, std::move(labels), value});
}

template <class Number>
double whole(Number number) {
  return static_cast<double>(number);
}

constexpr double kMicroseconds = 1e6;

Result<> add_orders(const ports::Snapshot& at, Readings& out) {
  ports::OrderQuery query;
  query.limit = 1;
  for (const sales::OrderState state : sales::kOrderStates) {
    query.state = state;
    gauge(out, "aan_orders", "Orders that stand in a state now.",
          whole(AAN_TRY(at.sales().list_orders(query)).total),
          {{"state", std::string(sales::name_of(state))}});
  }
  return {};
}

Result<> add_queues(const ports::Snapshot& at, Timestamp now, Readings& out) {
  constexpr ports::Queue kQueues[] = {ports::Queue::outbox, ports::Queue::inbox};
  for (const ports::Queue queue : kQueues) {
    const ports::QueueDepth depth = AAN_TRY(at.queues().depth(queue));
    for (const auto& [state, count] : {std::pair{"waiting", depth.waiting}, {"dead", depth.dead}})
      gauge(out, "aan_jobs", "Jobs in the queues now.", whole(count),
            {{"queue", std::string(ports::name_of(queue))}, {"state", state}});
  }
  for (const ports::Queue queue : kQueues) {
    const auto next = AAN_TRY(at.queues().waiting(queue, 1));
    const Duration late = next.empty() ? Duration{} : std::max(Duration{}, now - next[0].due_at);
    gauge(out, "aan_job_overdue_seconds", "How long the job that is due longest has been due.",
          whole(late.us) / kMicroseconds, {{"queue", std::string(ports::name_of(queue))}});
  }
  return {};
}

Result<> add_webhooks(const ports::Snapshot& at, Readings& out) {
  for (const ports::WebhookDepth& one : AAN_TRY(at.webhooks().depths()))
    for (const auto& [state, count] : {std::pair{"waiting", one.waiting}, {"dead", one.dead}})
      gauge(out, "aan_webhook_deliveries",
            "Messages to webhooks that wait, and that were given up.", whole(count),
            {{"webhook", one.name}, {"state", state}});
  return {};
}

// Every kind is there, so that an alert can be written before the first fault.
Result<> add_attention(const ports::Snapshot& at, Readings& out) {
  std::map<attention::Kind, std::int64_t> open;
  for (const attention::Item& item : AAN_TRY(at.attention().standing()))
    if (item.is_open()) ++open[item.what.kind];
  for (const attention::KindRow& row : attention::kinds())
    gauge(out, "aan_attention_items", "Faults that need a person; see aan attention.",
          whole(open[row.kind]),
          {{"kind", std::string(row.name)}, {"urgency", std::string(name_of(row.urgency))}});
  return {};
}

Result<Readings> readings_of_store(const Node& node) {
  Readings out;
  const Timestamp now = node.clock.wall();
  AAN_TRY(node.store->read([&](const ports::Snapshot& at) -> Result<> {
    out.clear();
    AAN_TRY(add_orders(at, out));
    AAN_TRY(add_queues(at, now, out));
    AAN_TRY(add_webhooks(at, out));
    return add_attention(at, out);
  }));
  return out;
}

void add_methods(const Node& node, Readings& out) {
  for (const ports::PaymentProvider* one : service::offered(node.providers))
    gauge(out, "aan_payment_method_up", "1 while a way to pay is offered, 0 while it rests.",
          one->health().is_well ? 1 : 0, {{"method", one->describe().method}});
}

void add_server(const net::ServerStats& stats, Readings& out) {
  gauge(out, "aan_http_connections", "Connections that are open.", whole(stats.connections_open));
  for (const auto& [what, count] : {std::pair{"accepted", stats.connections_accepted},
                                    {"refused", stats.connections_refused},
                                    {"evicted", stats.connections_evicted}})
    counter(out, "aan_http_connections_total", "Connections, by what became of them.", whole(count),
            {{"outcome", what}});
  for (const auto& [why, count] : {std::pair{"malformed", stats.requests_malformed},
                                   {"misdirected", stats.requests_misdirected},
                                   {"cross_origin", stats.requests_cross_origin},
                                   {"shed", stats.requests_shed}})
    counter(out, "aan_http_requests_refused_total", "Requests that no handler saw.", whole(count),
            {{"reason", why}});
  for (const auto& [pool, count] : {std::pair{"interactive", stats.queued_interactive},
                                    {"outbound", stats.queued_outbound},
                                    {"heavy", stats.queued_heavy},
                                    {"messages", stats.queued_messages}})
    gauge(out, "aan_http_requests_queued", "Requests that wait for a thread.", whole(count),
          {{"pool", pool}});
  counter(out, "aan_http_sent_bytes_total", "Bytes sent.", whole(stats.bytes_sent));
}

void add_process(Timestamp started, Readings& out) {
  const ProcessFacts facts = process_facts();
  gauge(out, "process_resident_memory_bytes", "Resident memory.", whole(facts.resident_bytes));
  gauge(out, "process_open_fds", "Open file descriptors.", whole(facts.open_files));
  gauge(out, "process_max_fds", "File descriptors that may be open.", whole(facts.files_max));
  counter(out, "process_cpu_seconds_total", "Processor time, user and system.",
          whole(facts.processor.us) / kMicroseconds);
  gauge(out, "process_start_time_seconds", "When the process started, since 1970.",
        whole(started.unix_seconds()));
}

void add_house(const Node& node, Readings& out) {
  gauge(out, "aan_build_info", "Always 1; the label says which version runs.", 1,
        {{"version", std::string(kVersion)}});
  gauge(out, "aan_catalogue_generation", "Rises with every change of the catalogue.",
        whole(node.cache.generation()));
  gauge(out, "aan_books", "Books that are listed.", whole(node.cache.catalogue_size()));
  if (const auto disk = disk_space(node.dir.path())) {
    gauge(out, "aan_disk_free_bytes", "Room on the disk of the data directory.",
          whole(disk->free_bytes));
    gauge(out, "aan_disk_bytes", "Size of the disk of the data directory.", whole(disk->bytes));
  }
}

}  // namespace

std::string ShopMetrics::exposition() {
  Readings out;
  add_house(node_, out);
  add_methods(node_, out);
  add_server(stats_(), out);
  add_process(started_, out);
  bool is_store_up = true;
  {
    const std::scoped_lock lock(readings_mutex_);
    const Duration now = node_.clock.mono();
    if (!read_at_ || now - *read_at_ >= kReadingsKeptFor) {
      auto read = readings_of_store(node_);
      is_store_up = read.has_value();
      of_store_ = std::move(read).value_or(Readings{});
      read_at_ = is_store_up ? std::optional(now) : std::nullopt;
    }
    out.insert(out.end(), of_store_.begin(), of_store_.end());
  }
  gauge(out, "aan_store_up", "1 while the store can be read.", is_store_up ? 1 : 0);
  return metrics::exposition(out);
}

}  // namespace aan::node
