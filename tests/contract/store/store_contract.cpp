#include "store_contract.hpp"

#include "host_sdk/text.hpp"

namespace gup::testing {

INSTANTIATE_TEST_SUITE_P(Stores, StoreContract, ::testing::ValuesIn(kinds_of_database()), name_of_kind);
INSTANTIATE_TEST_SUITE_P(Databases, DatabaseContract, ::testing::ValuesIn(kinds_of_database()), name_of_kind);
INSTANTIATE_TEST_SUITE_P(Servers, ServerContract, ::testing::ValuesIn(kinds_of_server()), name_of_kind);

plan::RowWrite insert_of(std::int64_t id, const std::string& external_id, const std::string& email) {
  plan::RowWrite write;
  write.row = hand_made_user(kAcme, id, email).row;
  write.row.provider = plan::kProvider;
  write.row.external_id = external_id;
  write.row.updated_at = 0;
  write.link.external_id = external_id;
  write.link.user_id = id;
  write.link.content_hash = 100 + id;
  return write;
}

plan::RowWrite update_of(const HostUser& user, const std::string& new_email, plan::Origin origin) {
  plan::RowWrite write;
  write.row = user.row;
  write.row.fields.email = new_email;
  write.row.email_key = host_sdk::fold_key(new_email);
  write.row.provider = plan::kProvider;
  write.expected_updated_at = user.row.updated_at;
  if (write.row.email_key != user.row.email_key) write.former_email_key = user.row.email_key;
  if (!write.row.external_id) write.row.external_id = "g" + std::to_string(user.row.id);
  write.link.external_id = *write.row.external_id;
  write.link.user_id = user.row.id;
  write.link.origin = origin;
  return write;
}

plan::PersonChange change_of(plan::ChangeKind kind, const std::string& external_id) {
  plan::PersonChange change;
  change.kind = kind;
  change.external_id = external_id;
  change.email = external_id + "@acme.com";
  return change;
}

Run StoreContract::begin_run(std::int64_t second, RunKind kind) {
  Run run;
  run.company_id = kAcme;
  run.kind = kind;
  run.started_by = "Dana";
  run.started_at = at(second);
  run.id = store().start_run(run);
  EXPECT_TRUE(store().acquire_lease(kAcme, kHolder, run.id, at(second), kMinute));
  run.state = RunState::done;
  run.finished_at = at(second);
  return run;
}

Run StoreContract::apply(const plan::Plan& plan, std::int64_t second, const Checkpoint& checkpoint) {
  Run run = begin_run(second);
  run.managed_before = plan.report.counts.managed_before;
  run.managed_after = plan.report.counts.managed_after;
  store().apply_plan(run, plan, kHolder, kMinute, checkpoint);
  store().release_lease(kAcme, kHolder);
  return run;
}

Store::Holdings StoreContract::unlink(std::int64_t second, UnlinkedRows rows) {
  const auto taken = store().unlink(begin_run(second, RunKind::unlink), rows, kHolder, kMinute, {}, {});
  store().release_lease(kAcme, kHolder);
  return taken;
}

HostUser StoreContract::user(std::int64_t id) {
  for (const auto& found : world().users(kAcme))
    if (found.row.id == id) return found;
  ADD_FAILURE() << "there is no target user " << id;
  return {};
}

plan::Link StoreContract::link(const std::string& external_id) {
  plan::PersonIds ids;
  const auto state = store().load_state(kAcme, at(-1000), ids, {});
  if (const auto person = ids.find(external_id); person && state.links.find(*person))
    return {*state.links.find(*person), external_id};
  ADD_FAILURE() << "there is no link of " << external_id;
  return {};
}

std::vector<plan::LinkSource> StoreContract::link_sources() {
  plan::PersonIds ids;
  const auto state = store().load_state(kAcme, at(-1000), ids, {});
  std::vector<plan::LinkSource> sources;
  for (const auto& entry : state.link_sources.entries())
    sources.push_back(
        {std::string(ids[entry.person]), std::string(state.link_sources.sources().id(entry.source))});
  return sources;
}

}  // namespace gup::testing
