#include "sync/reading/domain_counter.hpp"

#include <gmock/gmock.h>

namespace gup {
namespace {

using ::testing::ElementsAre;

TEST(DomainCounter, CountsEachPersonOnceByTheLastRecord) {
  DomainCounter counter;
  counter.note(0, "ada@acme.com");
  counter.note(1, "bob@ACME.com");
  counter.note(5, "eve@acme.de");
  counter.note(5, "eve@acme.co.uk");
  counter.note(2, "no address");
  counter.note(3, "carl@acme.de");
  EXPECT_THAT(counter.counts(), ElementsAre(DomainCount{"acme.com", 2}, DomainCount{"acme.co.uk", 1},
                                            DomainCount{"acme.de", 1}));
}

TEST(DomainCounter, NamesTheLargestDomainsOnly) {
  DomainCounter counter;
  for (plan::PersonNumber person = 0; person < 1000; ++person)
    counter.note(person, "x@d" + std::to_string(person % 300) + ".example");
  EXPECT_EQ(counter.counts().size(), DomainCounter::kMostDomains);
  EXPECT_EQ(counter.counts().front().people, 4);
}

}  // namespace
}  // namespace gup
