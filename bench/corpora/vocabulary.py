"""The names, words and sentence patterns of synthetic papers. No text is taken from a published paper."""

from __future__ import annotations

FIRST_NAMES = (
    "Agnes Akira Alba Amir Anouk Beatriz Boris Camille Cem Dagny Davit Eero Esra Femi Fumiko Gita Hanna Idris Ivo "
    "Jana Joaquín Kamala Kenji Layla Lorenzo Lukas Mai Mateo Miriam Nikhil Noor Oksana Pavel Ravi Ruth Sanna Soraya "
    "Thabo Tove Ulrich Valentina Wanjiru Yusuf Zofia Øystein Élodie"
).split()
LAST_NAMES = (
    "Adeyemi Alvarez Andersson Bakker Banerjee Bianchi Chavez Cohen Dlamini Dubois Ebert Eriksen Farouk Gallo Gupta "
    "Hakimi Hoang Ivanova Iyer Jansen Kaya Keller Kowalski Larsen Lindqvist Mendes Moreau Nakamura Novák Oduya "
    "Petrov Pham Rahman Ramos Romero Schäfer Silva Sørensen Suzuki Takahashi Toledo Varga Vogel Watanabe Weiss "
    "Yamamoto Yıldız Zapata"
).split()
FIELDS = (
    "audio,causal,clinical,code,dialogue,dense,document,egocentric,financial,geometric,graph,legal,multilingual,"
    "molecular,robotic,satellite,scene,speech,tabular,video"
).split(",")
TASKS = (
    "alignment,captioning,compression,detection,editing,evaluation,forecasting,generation,grounding,parsing,planning,"
    "reasoning,retrieval,search,segmentation"
).split(",")

SLOTS = {
    "model": (
        "transformer,encoder,decoder,diffuser,language model,state-space model,mixture of experts,policy network,"
        "reward model,retriever,tokenizer,vision backbone,graph network,world model,agent,student model,draft model,"
        "autoencoder,ranker,controller"
    ),
    "means": (
        "low-rank adapters,curriculum schedules,contrastive pairs,sparse routing,synthetic dialogues,token merging,"
        "verified rewards,cached activations,gradient checkpoints,self-play,sliding windows,frozen embeddings,"
        "rejection sampling,soft prompts,learned codebooks,shared memories,early exits,tree search,noise schedules,"
        "human preferences,weak labels,program traces,latent plans,bounded rollouts"
    ),
    "quality": (
        "robust,calibrated,sample-efficient,interpretable,compact,streaming,modular,continual,private,scalable,"
        "uncertainty-aware,training-free,hierarchical,multimodal,parallel,adaptive,lossless,faithful"
    ),
    "thing": (
        "long contexts,rare languages,noisy transcripts,cluttered scenes,sparse rewards,unseen tools,scanned forms,"
        "shifting domains,hour-long videos,protein families,street maps,medical records,source repositories,"
        "user feedback,sensor streams,mathematical proofs,spoken questions,product catalogues,laboratory notes,"
        "weather fields,crowded junctions,musical scores"
    ),
    "cost": (
        "inference time,peak memory,annotation effort,training compute,the number of parameters,network traffic,"
        "energy per answer,the length of prompts,calls to external tools,time to the first token"
    ),
    "gain": (
        "accuracy,recall,factual precision,success rate,throughput,agreement with experts,calibration,coverage,"
        "stability,word accuracy,sample quality,generalisation"
    ),
    "trouble": (
        "drifts as inputs grow longer,forgets what it learnt first,depends on labels that few can afford,"
        "rewards fluent mistakes,breaks when a tool changes its answers,treats every token alike,"
        "copies the biases of its teacher,cannot tell when it is wrong,needs a separate model for every domain,"
        "wastes most of its compute on easy cases,falls apart outside the laboratory,hides where an answer came from"
    ),
    "how": (
        "without any further training,at a fraction of the budget,on a single consumer card,with no human labels,"
        "under a fixed budget of tokens,across eleven languages,in fewer than ten steps,without access to the weights,"
        "while the backbone stays frozen,from a few hundred examples"
    ),
    "act": (
        "align,compress,distil,route,cache,rank,filter,rewrite,predict,refine,anchor,sample,segment,verify,merge,schedule"
    ),
    "part": (
        "attention heads,intermediate layers,retrieved passages,candidate plans,visual patches,reward estimates,"
        "key and value states,training batches,partial answers,token embeddings,error messages,reference trajectories"
    ),
    "number": "two,three,four,five,six,seven,eight,nine,ten,twelve,fifteen,twenty",
    "share": "4,7,9,11,13,16,18,22,27,31,38,44,52,63",
    "factor": "1.4,1.7,1.9,2.2,2.6,3.1,3.8,4.5,6.0,7.4",
    "name": (
        "Amber,Beacon,Cascade,Delta,Ember,Fathom,Granite,Harbor,Isthmus,Juniper,Kestrel,Lantern,Meridian,Nimbus,Osprey,"
        "Parallax,Quarry,Rivulet,Solstice,Tundra,Umbra,Verdant,Willow,Zephyr"
    ),
}

TITLES = (
    "{Name}: {Quality} {task} for {thing}",
    "{Quality} {field} {task} with {means}",
    "Learning to {act} {part} for {field} {task}",
    "When does a {model} need {means} for {thing}?",
    "{Name}: {means} make a {quality} {model} for {thing}",
    "On {quality} {task} of {thing} {how}",
    "Towards {quality} {field} {task} by {means}",
)

OPENINGS = (
    "{Field} {task} has come to rest on the {model}, which works well on clean inputs but {trouble}.",
    "Whoever applies a {model} to {thing} soon finds that it {trouble}, and that more data alone does not help.",
    "Interest in {quality} {field} {task} is growing, yet the usual {model} {trouble}.",
    "Systems that must handle {thing} are commonly built around one {model} that {trouble}.",
)
MIDDLES = (
    "Our starting point is a simple observation: most {part} can be computed once and shared, so that {means} suffice "
    "where earlier work needed a second {model}.",
    "The method, {Name}, combines {means} with {means} and learns to {act} {part} {how}.",
    "At its core lies a {quality} {model} that decides which {part} to {act} and which to leave untouched.",
    "In contrast to pipelines that {act} {part} and only then look at {thing}, both steps are learnt together {how}.",
    "A short analysis explains the effect: the loss over {part} splits into {number} terms, of which only one depends "
    "on {thing}.",
    "We also collect a test bed of {number} suites for {field} {task}, each with {thing} from a different source.",
    "On {number} public benchmarks {Name} improves {gain} by {share} percent and divides {cost} by {factor}.",
    "Compared with a {quality} {model} of equal size, {gain} rises from setting to setting by up to {share} percent.",
    "Removing {means} costs {share} percent of {gain}, whereas removing {means} is hardly noticed.",
    "Because {part} are kept apart, the same {model} can {act} {thing} {how}.",
    "Careful ablations over {number} seeds show that {means} account for most of the change in {gain}.",
    "What limits {gain} in the end is {cost}, which grows with the number of {part} rather than with {thing}.",
    "For {thing} the picture differs: here the {model} {trouble}, unless it may {act} {part} {how}.",
    "We compare {number} ways to {act} {part} and find that the plainest of them is also the most {quality}.",
)
CLOSINGS = (
    "Code, {part} and all {number} test suites are released so that others can {act} them further.",
    "These findings suggest that {quality} {task} depends less on scale than on how {part} are used.",
    "Taken together, the results make {quality} {field} {task} practical for {thing} {how}.",
    "We close with {number} open questions on {means} and on what {cost} will allow.",
)
