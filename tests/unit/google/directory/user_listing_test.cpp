// Listing users from both ends never misses an unchanged user, whatever the opposite order returns.
#include <algorithm>
#include <random>
#include <set>

#include "directory_fixture.hpp"

namespace gup::google::test {
namespace {

constexpr std::size_t kRows = 10;

/// A customer's users by email, in pages of ten; a page token is the last email of a page.
class People {
 public:
  explicit People(int count) {
    for (int number = 0; number < count; ++number) add(10 * number);
  }

  /// Emails are numbers, so that users can be added between any two.
  void add(int address) { ids_[address] = "id" + std::to_string(next_id_++); }
  void remove(int address) { ids_.erase(address); }
  void rename(int from, int to) {
    auto node = ids_.extract(from);
    node.key() = to;
    ids_.insert(std::move(node));
  }
  [[nodiscard]] const std::map<int, std::string>& all() const { return ids_; }

  [[nodiscard]] Reply answer(const SeenRequest& request, bool backwards) const {
    std::vector<std::pair<int, std::string>> listed(ids_.begin(), ids_.end());
    if (backwards) std::reverse(listed.begin(), listed.end());
    auto next = listed.begin();
    if (const auto token = request.parameters.find("pageToken"); token != request.parameters.end()) {
      const int last = std::stoi(token->second);
      while (next != listed.end() && (backwards ? next->first >= last : next->first <= last)) ++next;
    }
    std::string rows;
    std::size_t count = 0;
    int last = 0;
    for (; next != listed.end() && count < kRows; ++next, ++count) {
      rows += (count > 0 ? "," : "") + (R"({"id":")" + next->second + "\"}");
      last = next->first;
    }
    const std::string token =
        next == listed.end() ? "" : R"(,"nextPageToken":")" + std::to_string(last) + "\"";
    return {200, R"({"users":[)" + rows + "]" + token + "}", {}, {}};
  }

 private:
  std::map<int, std::string> ids_;
  int next_id_ = 0;
};

std::set<std::string> ids_of(const People& people) {
  std::set<std::string> ids;
  for (const auto& [address, id] : people.all()) ids.insert(id);
  return ids;
}

std::set<std::string> ids_of(const Collector& sink) {
  return {sink.user_ids.begin(), sink.user_ids.end()};
}

TEST_F(DirectoryTest, ReadsAllUsersFromBothEndsWithAtMostTwoMoreRequests) {
  for (const int count : {1, 9, 10, 11, 19, 20, 21, 29, 30, 31, 95, 100, 101, 200}) {
    const People people(count);
    serve([&](const SeenRequest& request) { return people.answer(request, from_the_back(request)); });
    Collector sink;
    reader_->read(false, sink, monitor_);
    EXPECT_EQ(ids_of(sink), ids_of(people)) << count;
    EXPECT_LE(google_->requests(kUsers).size(), (static_cast<std::size_t>(count) + kRows - 1) / kRows + 2)
        << count;
  }
}

TEST_F(DirectoryTest, ReadsFromBothEndsConcurrently) {
  const People people(400);
  serve([&](const SeenRequest& request) { return people.answer(request, from_the_back(request)); });
  Collector sink;
  reader_->read(false, sink, monitor_);
  const auto requests = google_->requests(kUsers);
  const auto backward = std::count_if(requests.begin(), requests.end(), from_the_back);
  EXPECT_GE(backward, 15) << "of 40 pages";
  EXPECT_LE(backward, 25);
}

TEST_F(DirectoryTest, ReadsToTheEndWhenTheOppositeOrderIsIgnored) {
  const People people(200);
  serve([&](const SeenRequest& request) { return people.answer(request, false); });
  Collector sink;
  reader_->read(false, sink, monitor_);
  EXPECT_EQ(ids_of(sink), ids_of(people));
}

TEST_F(DirectoryTest, ReadsToTheEndWhenTheOppositeOrderIsRejected) {
  const People people(200);
  serve(from_the_front_only([&](const SeenRequest& request) { return people.answer(request, false); }));
  Collector sink;
  reader_->read(false, sink, monitor_);
  EXPECT_EQ(ids_of(sink), ids_of(people));
}

TEST_F(DirectoryTest, ReadsToTheEndWhenTheOppositeListingFails) {
  const People people(200);
  serve([&](const SeenRequest& request) -> Reply {
    if (from_the_back(request) && request.parameters.contains("pageToken"))
      return error_reply(400, "invalid", "Invalid Input: pageToken");
    return people.answer(request, from_the_back(request));
  });
  Collector sink;
  reader_->read(false, sink, monitor_);
  EXPECT_EQ(ids_of(sink), ids_of(people));
}

TEST_F(DirectoryTest, ReadsToTheEndWhenTheOrdersContradict) {
  const People people(200);
  // The descending list returns the same users in another order.
  People shuffled(0);
  std::vector<std::string> ids;
  for (const auto& [address, id] : people.all()) ids.push_back(id);
  serve([&](const SeenRequest& request) -> Reply {
    if (!from_the_back(request)) return people.answer(request, false);
    const auto token = request.parameters.find("pageToken");
    const std::size_t page = token == request.parameters.end() ? 0 : std::stoul(token->second);
    std::string rows;
    for (std::size_t row = 0; row < kRows; ++row)
      rows += (row > 0 ? "," : "") + (R"({"id":")" + ids[(page * kRows + row) * 37 % ids.size()] + "\"}");
    return {
        200, R"({"users":[)" + rows + R"(],"nextPageToken":")" + std::to_string(page + 1) + "\"}", {}, {}};
  });
  Collector sink;
  reader_->read(false, sink, monitor_);
  EXPECT_EQ(ids_of(sink), ids_of(people));
}

TEST_F(DirectoryTest, NeverMissesUnchangedUsersWhileOthersChange) {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    std::mt19937 random(seed);
    const auto below = [&random](int limit) {
      return static_cast<int>(random() % static_cast<unsigned>(limit));
    };
    People people(20 + below(120));
    std::set<std::string> steady = ids_of(people);
    const auto random_user = [&] {
      return std::next(people.all().begin(), below(static_cast<int>(people.all().size())));
    };
    serve([&](const SeenRequest& request) {
      const Reply reply = people.answer(request, from_the_back(request));
      switch (below(4)) {
        case 0:
          people.add(10 * below(150) + 1 + below(9));
          break;
        case 1:
          steady.erase(random_user()->second);
          people.remove(random_user()->first);
          break;
        case 2: {
          const auto chosen = random_user();
          steady.erase(chosen->second);
          people.rename(chosen->first, 10 * below(150) + 1 + below(9));
          break;
        }
        default:
          break;
      }
      return reply;
    });
    Collector sink;
    reader_->read(false, sink, monitor_);
    const std::set<std::string> now = ids_of(people);
    const std::set<std::string> seen = ids_of(sink);
    for (const std::string& id : steady) {
      if (!now.contains(id)) continue;
      EXPECT_TRUE(seen.contains(id)) << id << " was missed with seed " << seed;
    }
  }
}

}  // namespace
}  // namespace gup::google::test
