"""Documents become policies: the terms of every benefit they tell, each with the words that say it."""

from sanjiang.assemble.offers.offers import offers_of as offers_of
