// Text and time come back to the byte, and nothing but the SDK's fold_key decides what counts as the same.
#include "host_sdk/text.hpp"
#include "store_contract.hpp"

namespace gup::testing {
namespace {

plan::RowWrite person(std::int64_t id, const std::string& email) {
  return insert_of(id, "g" + std::to_string(id), email);
}

const std::vector<std::string>& hostile_texts() {
  static const std::vector<std::string> texts{
      "O'Brien \"x\" \\ \\' \\\\ `; DROP TABLE target_users; --", ":name :v0 ::text ? ?? $1 %s @x {0} 12:30",
      "\xF0\x9F\x98\x80 \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80 \xE2\x80\xAE abc \xE4\xB8\xAD",
      // The same letter composed and decomposed: neither may become the other.
      "caf\xC3\xA9", "cafe\xCC\x81", "line\nbreak\ttab\r", " blanks at both ends ", "% _ ! \\% [a-z]*",
      "NULL", "",
      // As long as the column: 255 code points of four bytes.
      [] {
        std::string text;
        for (int i = 0; i < 255; ++i) text += "\xF0\x9F\x98\x80";
        return text;
      }()};
  return texts;
}

TEST_P(StoreContract, StoresTextWithSpecialCharacters) {
  const auto& texts = hostile_texts();
  std::vector<plan::RowWrite> inserts;
  std::vector<plan::PersonChange> told;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto id = static_cast<std::int64_t>(i) + 1;
    auto& insert = inserts.emplace_back(person(id, "person" + std::to_string(id) + "@acme.com"));
    auto& fields = insert.row.fields;
    fields.first_name = fields.last_name = texts[i];
    fields.department = fields.job_title = fields.phone_number = fields.location = texts[i];
    auto change = change_of(plan::ChangeKind::added, "g" + std::to_string(id));
    change.reason = texts[i];
    change.after = insert.row;
    told.push_back(change);
  }
  plan::Plan plan;
  plan.people.inserts = inserts;
  plan.report.changes = std::move(told);
  const Run run = apply(plan, 10);
  const auto changes = store().run_changes(run.id, {}, 0, 100);
  ASSERT_EQ(changes.size(), texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const HostUser kept = user(static_cast<std::int64_t>(i) + 1);
    EXPECT_EQ(kept.row.fields, inserts[i].row.fields);
    EXPECT_EQ(changes[i].reason, texts[i]);
    EXPECT_EQ(changes[i].after->fields, inserts[i].row.fields);
  }
}

TEST_P(StoreContract, OverwritesTextWithSpecialCharacters) {
  const auto& texts = hostile_texts();
  std::vector<plan::RowWrite> inserts;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto id = static_cast<std::int64_t>(i) + 1;
    inserts.push_back(person(id, "person" + std::to_string(id) + "@acme.com"));
  }
  plan::Plan plan;
  plan.people.inserts = std::move(inserts);
  apply(plan, 10);
  plan::Plan edit;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const HostUser before = user(static_cast<std::int64_t>(i) + 1);
    edit.people.updates.push_back(update_of(before, before.row.fields.email));
    edit.people.updates.back().row.fields.last_name = texts[i];
    edit.people.updates.back().row.fields.department = texts[i];
  }
  apply(edit, 20);
  for (std::size_t i = 0; i < texts.size(); ++i)
    EXPECT_EQ(user(static_cast<std::int64_t>(i) + 1).row.fields, edit.people.updates[i].row.fields);
}

TEST_P(StoreContract, DistinguishesEmptyTextFromNoText) {
  auto empty = person(1, "a@acme.com");
  empty.row.fields.department = "";
  auto none = person(2, "b@acme.com");
  none.row.fields.department.reset();
  plan::Plan plan;
  plan.people.inserts = {empty, none};
  apply(plan, 10);
  EXPECT_EQ(user(1).row.fields.department, "");
  EXPECT_EQ(user(2).row.fields.department, std::nullopt);
  plan::Plan swap;
  swap.people.updates = {update_of(user(1), "a@acme.com"), update_of(user(2), "b@acme.com")};
  swap.people.updates[0].row.fields.department.reset();
  swap.people.updates[1].row.fields.department = "";
  apply(swap, 20);
  EXPECT_EQ(user(1).row.fields.department, std::nullopt);
  EXPECT_EQ(user(2).row.fields.department, "");
}

TEST_P(StoreContract, KeepsAnAddressOf320CodePoints) {
  // Folded it is longer than the address: the sharp s becomes two letters.
  std::string local;
  for (int i = 0; i < 310; ++i) local += "\xC3\x9F";
  const std::string email = local + "@acme.comx";
  ASSERT_EQ(host_sdk::count_code_points(email), 320U);
  auto insert = person(1, email);
  insert.row.fields.manager_email = email;
  plan::Plan plan;
  plan.people.inserts = {insert};
  apply(plan, 10);
  EXPECT_EQ(user(1).row.fields.email, email);
  EXPECT_EQ(user(1).row.fields.manager_email, email);
  EXPECT_EQ(user(1).row.email_key, std::string(620, 's') + "@acme.comx");
  plan::RowQuery query;
  query.email_keys = {user(1).row.email_key};
  EXPECT_EQ(store().look_up(kAcme, query, {}).size(), 1U);
}

/// Distinct addresses that a collation treats as equal if it folds, strips accents or ignores trailing
/// blanks.
TEST_P(StoreContract, KeepsAddressesThatOnlyACollationTreatsAsEqual) {
  const std::vector<std::string> emails{"eve@acme.com", "\xC3\xA9ve@acme.com", "eve@acme.co", "eve@acme.com.",
                                        "\xEF\xBD\x85ve@acme.com"};
  std::vector<plan::RowWrite> inserts;
  for (std::size_t i = 0; i < emails.size(); ++i)
    inserts.push_back(person(static_cast<std::int64_t>(i) + 1, emails[i]));
  plan::Plan plan;
  plan.people.inserts = std::move(inserts);
  apply(plan, 10);
  EXPECT_EQ(world().users(kAcme).size(), emails.size());
  for (std::size_t i = 0; i < emails.size(); ++i) {
    plan::RowQuery query;
    query.email_keys = {host_sdk::fold_key(emails[i])};
    const auto found = store().look_up(kAcme, query, {});
    ASSERT_EQ(found.size(), 1U) << emails[i];
    EXPECT_EQ(found.with_email_key(query.email_keys[0])->fields.email, emails[i]);
  }
}

/// Pairs that are one address by Unicode's rules, though few collations know it.
TEST_P(StoreContract, RefusesTwoAddressesThatFoldToOneKey) {
  const std::vector<std::pair<std::string, std::string>> pairs{
      {"stra\xC3\x9F"
       "e@acme.com",
       "STRASSE@acme.com"},
      {"caf\xC3\xA9@acme.com", "CAFE\xCC\x81@ACME.com"},
      {"\xCE\xA3\xCE\xAF\xCF\x83\xCF\x85\xCF\x86\xCE\xBF\xCF\x82@acme.com",
       "\xCF\x82\xCE\xAF\xCF\x83\xCF\x85\xCF\x86\xCE\xBF\xCF\x83@acme.com"},
      {"eve@acme.com", " Eve@acme.com "}};
  std::int64_t id = 0;
  for (const auto& [first, second] : pairs) {
    ++id;
    plan::Plan one;
    one.people.inserts = {person(id, first)};
    apply(one, 10);
    plan::Plan two;
    two.people.inserts = {person(100 + id, second)};
    EXPECT_THROW(apply(two, 20), StateMoved) << first << " and " << second;
    EXPECT_EQ(world().users(kAcme).size(), static_cast<std::size_t>(id));
  }
}

TEST_P(StoreContract, ComparesKeysByteByByte) {
  auto capital = insert_of(2, "ABC", "a@acme.com ");
  capital.row.email_key = "A@acme.com";
  plan::Plan plan;
  plan.people.inserts = {insert_of(1, "abc", "a@acme.com"), capital,
                         insert_of(3, "abc ", "\xC3\xA4@acme.com")};
  plan.people.new_link_sources = {{"ABC", "x"}, {"abc", "x"}, {"abc ", "x"}};
  apply(plan, 10);
  EXPECT_EQ(world().users(kAcme).size(), 3U);
  EXPECT_EQ(state().links.size(), 3U);
  EXPECT_EQ(state().link_sources.size(), 3U);
  plan::Plan next;
  next.people.lost_link_sources = {{"ABC", "x"}};
  next.people.deletes = {{1, "abc"}};
  apply(next, 20);
  EXPECT_EQ(link_sources(), (std::vector<plan::LinkSource>{{"abc", "x"}, {"abc ", "x"}}));
  EXPECT_EQ(state().links.size(), 2U);
}

const std::string kNul("nul\0inside", 10);
const std::string kNotUtf8("bad \xFF utf-8");
/// A surrogate, and a character written with more bytes than it needs.
const std::string kSurrogate("\xED\xA0\x80");
const std::string kOverlong("\xC0\xAF");

TEST_P(StoreContract, RefusesTextThatADatabaseWouldCutOrReject) {
  using Spoil = std::function<void(plan::RowWrite&, const std::string&)>;
  const std::vector<std::pair<std::string, Spoil>> fields{
      {"email", [](auto& write, const auto& text) { write.row.fields.email = text; }},
      {"email_key", [](auto& write, const auto& text) { write.row.email_key = text; }},
      {"first_name", [](auto& write, const auto& text) { write.row.fields.first_name = text; }},
      {"last_name", [](auto& write, const auto& text) { write.row.fields.last_name = text; }},
      {"department", [](auto& write, const auto& text) { write.row.fields.department = text; }},
      {"phone_number", [](auto& write, const auto& text) { write.row.fields.phone_number = text; }},
      {"manager_email", [](auto& write, const auto& text) { write.row.fields.manager_email = text; }},
      {"external_id", [](auto& write, const auto& text) {
         write.row.external_id = text;
         write.link.external_id = text;
       }}};
  for (const auto& [field, spoil] : fields)
    for (const std::string& text : {kNul, kNotUtf8, kSurrogate, kOverlong}) {
      auto spoilt = person(2, "b@acme.com");
      spoil(spoilt, text);
      plan::Plan plan;
      plan.people.inserts = {person(1, "a@acme.com"), spoilt};
      try {
        apply(plan, 10);
        ADD_FAILURE() << field << " was stored";
      } catch (const Failure& failure) {
        EXPECT_EQ(failure.code(), host_sdk::ResultCode::operator_action);
        EXPECT_NE(failure.detail().find(field), std::string::npos) << failure.detail();
      }
      EXPECT_TRUE(world().users(kAcme).empty());
    }
}

TEST_P(StoreContract, OrdersTimesWithinASecond) {
  const auto micro = [](std::int64_t part) {
    return host_sdk::from_microseconds(1'700'000'000'000'000 + part);
  };
  Run first;
  first.company_id = kAcme;
  first.started_at = micro(1);
  Run second = first;
  second.started_at = micro(999'999);
  first.id = store().start_run(first);
  second.id = store().start_run(second);
  EXPECT_EQ(store().load_run(first.id)->started_at, micro(1));
  EXPECT_EQ(store().load_run(second.id)->started_at, micro(999'999));

  ASSERT_TRUE(store().acquire_lease(kAcme, kHolder, first.id, micro(1), kMinute));
  first.state = RunState::done;
  first.finished_at = micro(2);
  auto insert = person(1, "a@acme.com");
  insert.link.missing_since = micro(3);
  plan::Plan plan;
  plan.people.inserts = {insert};
  store().apply_plan(first, plan, kHolder, kMinute, {});
  EXPECT_EQ(user(1).row.updated_at, 1'700'000'000'000'002);
  EXPECT_EQ(user(1).created_at, 1'700'000'000'000'002);
  EXPECT_EQ(link("g1").missing_since, micro(3));
  EXPECT_EQ(store().load_run(first.id)->finished_at, micro(2));
}

}  // namespace
}  // namespace gup::testing
