#include <gmock/gmock.h>

#include <algorithm>

#include "database/host_database.hpp"
#include "database/target_rows/key_window.hpp"
#include "database/target_rows/target_groups.hpp"
#include "database/target_rows/target_users.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"
#include "temporary_host.hpp"

namespace sample_host {
namespace {

using ::testing::ElementsAre;

struct Lists : ::testing::Test {
  void user(long long id, const std::string& email, const std::string& first, const std::string& last,
            const std::string& provider = "", const std::string& status = "active") {
    database.pool.with_session("test", [&](Session& session) {
      Query(session,
            "INSERT INTO target_users (id, company_id, email, email_key, first_name, last_name, provider, "
            "status, created_at, updated_at) VALUES (?, 'acme', ?, ?, ?, ?, ?, ?, 1767225600000001, "
            "1767225600000002)")
          .number(id)
          .text(email, "email")
          .text(host_sdk::fold_key(email), "email_key")
          .text(first, "first_name")
          .text(last, "last_name")
          .text(provider, "provider")
          .text(status, "status")
          .run();
    });
  }
  void group(long long id, const std::string& name) {
    database.pool.with_session("test", [&](Session& session) {
      Query(session, "INSERT INTO target_groups (id, company_id, name, name_key) VALUES (?, 'acme', ?, ?)")
          .number(id)
          .text(name, "name")
          .text(host_sdk::fold_key(name), "name_key")
          .run();
    });
  }
  void member(long long group_id, long long user_id, const std::string& provider = "") {
    database.pool.with_session("test", [&](Session& session) {
      Query(session, "INSERT INTO target_group_members (group_id, user_id, provider) VALUES (?, ?, ?)")
          .number(group_id)
          .number(user_id)
          .text(provider, "provider")
          .run();
    });
  }
  std::vector<std::string> found(const UserFilter& filter) {
    std::vector<std::string> emails;
    for (const auto& row : users.list("acme", filter, "", 50).users) emails.push_back(row.email);
    EXPECT_EQ(static_cast<std::int64_t>(emails.size()), users.count("acme", filter));
    return emails;
  }

  testing::TemporaryDatabase database;
  TargetUsersReader users{database.pool, kWindow};
  TargetGroupsReader groups{database.pool, kWindow};
};

TEST_F(Lists, ListsUsersInPagesInTheOrderOfKeys) {
  user(1, "Bea@x.com", "Bea", "B");
  user(2, "adam@x.com", "Adam", "A");
  user(3, "CARL@x.com", "Carl", "C");
  const auto first = users.list("acme", {}, "", 2);
  ASSERT_EQ(first.users.size(), 2U);
  EXPECT_EQ(first.users[0].email, "adam@x.com");
  EXPECT_EQ(first.users[1].email, "Bea@x.com");
  EXPECT_EQ(first.next, "bea@x.com");
  const auto second = users.list("acme", {}, first.next, 2);
  ASSERT_EQ(second.users.size(), 1U);
  EXPECT_EQ(second.next, "");
  EXPECT_EQ(users.count("acme", {}), 3);
  EXPECT_EQ(users.count("globex", {}), 0);
}

TEST_F(Lists, SearchesPartsOfAddressAndNameIgnoringCase) {
  user(1, "bea@x.com", "Béa", "Öztürk");
  user(2, "100%@x.com", "Per", "Cent");
  EXPECT_THAT(found({"BÉA öz", {}, "", 0}), ElementsAre("bea@x.com"));
  EXPECT_THAT(found({"ZTÜR", {}, "", 0}), ElementsAre("bea@x.com"));
  EXPECT_THAT(found({"EA@X", {}, "", 0}), ElementsAre("bea@x.com"));
  EXPECT_THAT(found({"%", {}, "", 0}), ElementsAre("100%@x.com"));
  EXPECT_THAT(found({"_", {}, "", 0}), ElementsAre());
}

TEST_F(Lists, FiltersByProviderStatusAndGroup) {
  user(1, "a@x.com", "", "", "google-workspace");
  user(2, "b@x.com", "", "", "", "inactive");
  user(3, "c@x.com", "", "");
  group(7, "Sales");
  member(7, 3);
  EXPECT_THAT(found({"", "google-workspace", "", 0}), ElementsAre("a@x.com"));
  EXPECT_THAT(found({"", "", "", 0}), ElementsAre("b@x.com", "c@x.com"));
  EXPECT_THAT(found({"", {}, "inactive", 0}), ElementsAre("b@x.com"));
  EXPECT_THAT(found({"", {}, "", 7}), ElementsAre("c@x.com"));
  EXPECT_THAT(users.providers("acme"), ElementsAre("google-workspace"));
}

TEST_F(Lists, ListsAUserOnceWhoIsInAGroupByHandAndBySync) {
  user(1, "a@x.com", "A", "A", "google-workspace");
  group(7, "Sales");
  group(8, "All");
  member(7, 1);
  member(7, 1, "google-workspace");
  member(8, 1);
  const auto row = users.find("acme", 1);
  ASSERT_TRUE(row);
  EXPECT_THAT(row->groups, ElementsAre("All", "Sales"));
  EXPECT_EQ(host_sdk::to_microseconds(row->created_at), 1767225600000001);
  EXPECT_EQ(row->external_id, std::nullopt);
  EXPECT_THAT(groups.members(7), ElementsAre("a@x.com"));
  const auto sales = groups.find("acme", 7);
  ASSERT_TRUE(sales);
  EXPECT_EQ(sales->member_count, 1);
  EXPECT_FALSE(users.find("globex", 1));
}

TEST_F(Lists, ListsAndSearchesGroupsInTheOrderOfKeys) {
  group(1, "sales");
  group(2, "Engineering");
  group(3, "Sales North");
  const auto first = groups.list("acme", {}, "", 2);
  ASSERT_EQ(first.groups.size(), 2U);
  EXPECT_EQ(first.groups[0].name, "Engineering");
  EXPECT_EQ(groups.list("acme", {}, first.next, 2).groups.at(0).name, "Sales North");
  EXPECT_EQ(groups.count("acme", {"SALES", {}}), 2);
}

TEST_F(Lists, ForEachVisitsEveryRowOfALargeCompanyOnce) {
  database.pool.write("test", [](Session& session) {
    for (int i = 0; i < 2500; ++i) {
      const auto email = "u" + std::to_string(i) + "@x.com";
      Query(session, "INSERT INTO target_users (id, company_id, email, email_key) VALUES (?, 'acme', ?, ?)")
          .number(i + 1)
          .text(email, "email")
          .text(email, "email_key")
          .run();
    }
  });
  int visited = 0;
  std::string last;
  users.for_each("acme", {}, [&](const TargetUser& row) {
    ++visited;
    EXPECT_LT(last, row.email_key);
    last = row.email_key;
  });
  EXPECT_EQ(visited, 2500);
}

/// The addresses on all pages in this order, forwards, and again from the last page backwards.
struct SortedLists : Lists {
  SortedLists() {
    user(1, "bea@x.com", "Bea", "Young");
    user(2, "adam@x.com", "Zed", "Adams", "ldap");
    user(3, "carl@x.com", "bea", "adams", "google");
    user(4, "dora@x.com", "\xC3\x84nne", "Bok", "google", "inactive");
    user(5, "emil@x.com", "", "", "google");
    set(1, "Sales", 50);
    set(2, "IT", 10);
    set(3, "sales", 40);
    set(4, "", 10);
    set(5, "Sales", 30);
    group(7, "Staff");
    member(7, 2);
    member(7, 5);
  }

  void set(long long id, const std::string& department, long long updated_at) {
    database.pool.with_session("test", [&](Session& session) {
      Query(session, "UPDATE target_users SET department = ?, updated_at = ? WHERE id = ?")
          .text(department, "department")
          .number(updated_at)
          .number(id)
          .run();
    });
  }

  std::vector<std::int64_t> walk(const UserSort& sort, const UserFilter& filter = {}) {
    std::vector<std::int64_t> forwards;
    std::vector<std::int64_t> backwards;
    PagePlace place;
    UserList page;
    do {
      page = users.page("acme", filter, sort, place, 2);
      for (const auto& row : page.users) forwards.push_back(row.id);
      place = {page.next, ""};
    } while (!page.next.empty());
    while (true) {
      for (auto row = page.users.rbegin(); row != page.users.rend(); ++row) backwards.push_back(row->id);
      if (page.previous.empty()) break;
      page = users.page("acme", filter, sort, {"", page.previous}, 2);
      EXPECT_FALSE(page.next.empty());
    }
    std::reverse(backwards.begin(), backwards.end());
    EXPECT_EQ(forwards, backwards);
    EXPECT_EQ(static_cast<std::int64_t>(forwards.size()), users.count_so_far("acme", filter).number);
    return forwards;
  }
};

TEST_F(SortedLists, SortByEveryColumnInBothDirections) {
  EXPECT_THAT(walk({UserOrder::email, false}), ElementsAre(2, 1, 3, 4, 5));
  EXPECT_THAT(walk({UserOrder::email, true}), ElementsAre(5, 4, 3, 1, 2));
  EXPECT_THAT(walk({UserOrder::name, false}), ElementsAre(5, 3, 1, 2, 4)) << "in any case";
  EXPECT_THAT(walk({UserOrder::department, false}), ElementsAre(4, 2, 1, 3, 5)) << "then by email";
  EXPECT_THAT(walk({UserOrder::department, true}), ElementsAre(5, 3, 1, 2, 4));
  EXPECT_THAT(walk({UserOrder::changed, true}), ElementsAre(1, 3, 5, 4, 2));
}

TEST_F(SortedLists, FilterByEverythingAtOnce) {
  UserFilter filter;
  filter.department = "SALES";
  EXPECT_THAT(walk({UserOrder::changed, false}, filter), ElementsAre(5, 3, 1));
  filter.changed_since = host_sdk::from_microseconds(40);
  EXPECT_THAT(walk({}, filter), ElementsAre(1, 3));
  filter.search = "ADAMS";
  EXPECT_THAT(walk({}, filter), ElementsAre(3));
  EXPECT_THAT(walk({UserOrder::name, true}, {"", "google", "active", 7}), ElementsAre(5));
  EXPECT_THAT(users.departments("acme", "sal", 20), ElementsAre("Sales", "sales"));
  EXPECT_THAT(users.departments("acme", "", 1), ElementsAre("IT"));
}

TEST_F(SortedLists, ListAddressesThatBeginWithTheSearchFirst) {
  user(6, "anna.bea@x.com", "Anna", "Bea");
  EXPECT_THAT(walk({}, {"bea", {}, "", 0}), ElementsAre(1, 6, 3));
}

TEST_F(SortedLists, StartAtTheFirstPageForAnUnusableCursor) {
  for (const std::string cursor : {"x", "9999:a", "-1:a", ":", "3:a", "\xFF"})
    EXPECT_EQ(users.page("acme", {}, {}, {cursor, ""}, 2).users.front().id, 2) << cursor;
}

TEST_F(Lists, ListGroupsInPagesForwardsAndBackwards) {
  for (int id = 1; id <= 5; ++id) group(id, "G" + std::to_string(id));
  const auto second = groups.page("acme", {}, {"g2", ""}, 2);
  ASSERT_EQ(second.groups.size(), 2U);
  EXPECT_EQ(second.groups.front().name, "G3");
  EXPECT_EQ(second.next, "g4");
  const auto first = groups.page("acme", {}, {"", second.previous}, 2);
  ASSERT_EQ(first.groups.size(), 2U);
  EXPECT_EQ(first.groups.front().name, "G1");
  EXPECT_EQ(first.previous, "");
  EXPECT_EQ(first.next, "g2");
  EXPECT_EQ(groups.find_by_key("acme", "g5")->id, 5);
  EXPECT_EQ(groups.find_by_key("globex", "g5"), std::nullopt);
}

/// A company of more people than one page looks at; number 1 is the first by address, and so on.
struct LargeCompany : Lists {
  static constexpr int kPeople = 5 * kWindow;

  LargeCompany() {
    database.pool.write("test", [](Session& session) {
      for (int from = 1; from <= kPeople; from += 1000) {
        std::string values;
        for (int i = from; i < from + 1000; ++i) {
          const std::string email = "p" + std::to_string(100'000 + i) + "@x.com";
          values += (values.empty() ? "(" : ", (") + std::to_string(i) + ", 'acme', '" + email + "', '" +
                    email + "', '" + (i == kPeople ? "Zo\xC3\xAB" : "Ada") + "', '" +
                    (i % 6'000 == 0 ? "ldap" : "google") + "', 'e" + std::to_string(i) + "', '" +
                    (i == kPeople ? "inactive" : "active") + "')";
        }
        session.run(
            "INSERT INTO target_users (id, company_id, email, email_key, first_name, provider, external_id, "
            "status) VALUES " +
            values);
      }
      session.run("INSERT INTO target_group_members (group_id, user_id) VALUES (7, 24999)");
    });
  }

  /// The ids on all pages, and the number of pages.
  std::pair<std::vector<std::int64_t>, int> walk(const UserFilter& filter) {
    std::vector<std::int64_t> ids;
    std::string after;
    int pages = 0;
    do {
      const auto list = users.list("acme", filter, after, 50);
      for (const auto& row : list.users) ids.push_back(row.id);
      after = list.next;
      ++pages;
    } while (!after.empty());
    return {ids, pages};
  }
};

TEST_F(LargeCompany, IsTooLargeToBeSorted) {
  EXPECT_FALSE(users.can_sort("acme"));
  EXPECT_TRUE(users.can_sort("globex"));
}

TEST_F(LargeCompany, CountsOnlyTheRowsOfOneWindow) {
  const auto all = users.count_so_far("acme", {});
  EXPECT_EQ(all.number, kWindow);
  EXPECT_TRUE(all.and_more);
  EXPECT_EQ(users.count("acme", {}), kPeople);
}

TEST_F(LargeCompany, FindsAnAddressByItsPrefixInOnePage) {
  const auto list = users.list("acme", {"P124999", {}, "", 0}, "", 50);
  ASSERT_EQ(list.users.size(), 1U);
  EXPECT_EQ(list.users[0].id, 24'999);
  EXPECT_EQ(users.count_so_far("acme", {"P124999", {}, "", 0}).number, 1);
}

TEST_F(LargeCompany, SearchesNamesWindowByWindow) {
  const UserFilter zoe{"zo\xC3\xAB", {}, "", 0};
  const auto first = users.list("acme", zoe, "", 50);
  EXPECT_TRUE(first.users.empty());
  EXPECT_FALSE(first.next.empty());
  EXPECT_THAT(walk(zoe).first, ElementsAre(kPeople));
  EXPECT_THAT(walk({"", {}, "inactive", 0}).first, ElementsAre(kPeople));
}

TEST_F(LargeCompany, ListsEachUserOnceWhenASearchFindsAddressesAndOtherRows) {
  auto [ids, pages] = walk({"p12", {}, "", 0});
  EXPECT_EQ(ids.size(), 5'001U);
  std::sort(ids.begin(), ids.end());
  EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end());
}

TEST_F(LargeCompany, FindsTheFewUsersOfAProviderOrGroupInOnePage) {
  EXPECT_EQ(walk({"", "ldap", "", 0}),
            std::pair(std::vector<std::int64_t>{6'000, 12'000, 18'000, 24'000}, 1));
  EXPECT_EQ(walk({"", {}, "", 7}), std::pair(std::vector<std::int64_t>{24'999}, 1));
  EXPECT_EQ(users.count_so_far("acme", {"", "ldap", "", 0}).number, 4);
  EXPECT_THAT(users.providers("acme"), ElementsAre("google", "ldap"));
  EXPECT_EQ(users.find_by_key("acme", "p124999@x.com")->id, 24'999);
}

}  // namespace
}  // namespace sample_host
