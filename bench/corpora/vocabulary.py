"""The names, words and sentences of synthetic papers. No text is taken from a published paper.

A slot in a sentence is a letter in braces: `n` and `p` stand for a noun and its plural, `a` for an adjective, `v`, `s`,
`g` and `d` for a verb and its forms (improve, improves, improving, improved), `f` and `t` for the field and the task of
the paper's subject, `m` for the name of its method, `x` for a number.
"""

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

NOUNS = (
    "model,method,task,result,approach,framework,benchmark,dataset,language model,performance,image,training,learning,"
    "system,agent,representation,feature,problem,network,quality,sample,token,challenge,capability,strategy,example,"
    "domain,parameter,transformer,input,output,context,prompt,policy,reward,step,component,structure,setting,baseline,"
    "experiment,technique,architecture,application,scenario,user,question,answer,layer,attention,encoder,decoder,"
    "embedding,pipeline,metric,evaluation,improvement,constraint,object,scene,video,text,signal,instruction,label,"
    "distribution,limitation,objective,module,knowledge,memory,tool,environment,search,label,bias,error,loss,gradient,"
    "trajectory,action,state,world model,reasoning chain,diffusion model,vision model,adapter,expert,router,retriever,"
    "document,passage,frame,patch,pixel,view,camera,motion,pose,mesh,texture,speaker,voice,melody,program,function,"
    "test,proof,theorem,formula,equation,graph,node,edge,cluster,molecule,protein,cell,patient,record,market,price,"
    "forecast,sensor,robot,gripper,map,route,plan,goal,preference,judge,critic,teacher,student,draft,cache,key,value,"
    "head,block,kernel,device,budget,batch,schedule,threshold,margin,score,rank,scale,size,length,depth,speed,cost"
).split(",")
ADJECTIVES = (
    "new,large,multimodal,visual,efficient,effective,different,novel,diverse,complex,existing,open,human,robust,"
    "general,high,long,real,strong,better,significant,specific,various,single,synthetic,accurate,limited,small,key,"
    "recent,semantic,temporal,spatial,generative,available,consistent,deep,common,unified,simple,scalable,dynamic,"
    "critical,automatic,similar,local,global,structured,adaptive,latent,linear,sparse,dense,hierarchical,modular,"
    "causal,textual,neural,optimal,random,stable,compact,parallel,continuous,discrete,private,noisy,rare,frozen,"
    "interactive,factual,parametric,symbolic,geometric,acoustic,clinical,legal,spectral,convex,recurrent,bounded"
).split(",")
VERBS = (
    "propose,improve,show,introduce,demonstrate,generate,achieve,evaluate,learn,address,enhance,train,enable,provide,"
    "present,reduce,require,combine,explore,outperform,capture,support,optimize,align,develop,integrate,predict,"
    "evaluate,compare,design,construct,extend,select,retrieve,adapt,refine,guide,investigate,measure,preserve,"
    "compress,encode,sample,filter,detect,segment,rank,verify,merge,schedule,distill,route,cache,anchor,rewrite,"
    "simulate,track,render,match,annotate,prune,quantize,decompose,recover,regularize,transfer,scale,update"
).split(",")

NAME_ENDINGS = ("", "", "Net", "-2", "LM", "Bench", "-VL", "Former", "GS", "QA")

TITLES = (
    "{m}: {a} {t} of {p} for {f} {p} and {p}",
    "{m}: {g} {p} for {a} {f} {t} with {a} {p}",
    "{m}: a {a} {n} for {f} {t} and {n} {p}",
    "{a} {f} {t} with {a} {p} and {n} {p}",
    "{g} {n} {p} for {a} {f} {t} of {p}",
    "When do {a} {p} {v} {n} in {f} {t}?",
    "On the {n} of {t}: from {a} {p} to {f} {p}",
    "Towards {a} {f} {t} by {g} {n} {p} in {p}",
    "{a} {p} {v} {a} {n} {p} in {f} {t}",
    "A {a} {n} is what {f} {t} with {p} needs",
    "{m}: {p} that {v} {a} {p} for {f} {t}",
)

SENTENCES = (
    "{a} {p} have {d} {f} {t}, but their {n} {n} remains {a} when the {p} of a {n} are {a} or {d}.",
    "We {v} {m}, a {a} {n} that {s} {a} {p} from {n} {p} and {s} them with the {n} of each {n}.",
    "In this {n}, we {v} a {a} {n} for {f} {t} which {s} {p} by {g} the {a} {n} of {p}.",
    "However, {a} {p} often {v} {n} {p}, leading to {a} {n} and {a} {p} in {t}.",
    "To {v} this {n}, we {v} {a} {p} to {v} the {n} between {p} and {a} {p}.",
    "Our {n} {s} {a} {n} {p} on {x} {p}, with {p} of up to {x}.{x}% over {a} {p}.",
    "{a} {p} show that {m} {s} {n} by {x}.{x} {p} while {g} its {a} {n} {n}.",
    "The {n} is {d} in two {p}: first the {a} {n} {s} {p}, then a {n} of {p} {s} the {a} {n}.",
    "We also {v} {x} {a} {p} for {t} and {n}, {d} by {p} with {a} {n} from {f} {p}.",
    "{g} {p} at the {n} of {p} {s} {a} {n}, as {p} in {f} {t} are {d} by {n} and {n}.",
    "Unlike {a} {p} that {v} {p} only once, {m} {s} the {n} {n} and {s} {n} as {a} as {p}.",
    "This {s} the {a} {n} of {p} to {v} {a} {p} without {n} {n} or more than {x} {p}.",
    "{p} such as {n} {n} and {a} {n} can be {d} into {p} for {g} {p}, which leads to {n}.",
    "These {p} {v} that {a} {n} {p} is not only a {n} of {n} but also of the {a} {n} {p}.",
    "At its {n}, a {a} {n} {n} {s} which {p} to {v} and {s} {a} {p} across {n} {p}.",
    "Despite the {n} of {p}, {a} {t} {s} {a} {p}, {a} {n} and {n} {p} that few {p} {v}.",
    "It {s} {x} {p} in {a} {n} and is {d} with both {a} {p} and {n} {p} under the same {n}.",
    "From the {n} of {t}, we {v} how {p} {v} when {a} {p} and their {p} are {d} at {n}.",
    "Code, {p} and {a} {p} will be {d} to {v} further {n} on {f} {t}.",
    "Through {a} {p}, {n} {p} {v} {n} of {a} {n} {p} than {p} which {v} on {n} {n}.",
    "{n} {n} has been {d} for {p}, yet it has not been {d} whether {a} {p} {v} {n} {n}.",
    "We find that {a} {p} {v} {n} {p}, whereas {n} {p} {v} {a} {n} across all {x} {p}.",
)
